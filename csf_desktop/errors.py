"""Every failure the program expects, each with the one French sentence a person reads.

The sentence says what happened and what to do about it. It lives with the class because the
window and the command line show the same words (docs/decisions/0001). Anything that is not a
``CsfError`` is a bug: it goes to the crash dialog, without its details.
"""

from __future__ import annotations

from typing import ClassVar

NBSP = "\u00a0"


class CsfError(Exception):
    """Base of the expected failures.

    ``sentence`` is a ``str.format`` template filled from the keyword arguments; ``exit_code`` is
    what the command line returns (docs: the command line is a contract).
    Details never hold secrets: they may be logged.
    """

    sentence: ClassVar[str] = "L’opération n’a pas pu être faite\u00a0: réessayez."
    exit_code: ClassVar[int] = 1

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(type(self).__name__)

    def __str__(self) -> str:
        return self.sentence.format(**self.details)


# --- input -----------------------------------------------------------------------------------


class InvalidInputError(CsfError):
    """A value that a person typed, or a file gave, breaks a rule. ``problem`` is the sentence."""

    sentence = "{problem}"
    exit_code = 2

    def __init__(self, problem: str, field: str = "") -> None:
        super().__init__(problem=problem)
        self.field = field


class UsageError(CsfError):
    """The command line was called in a way it does not know."""

    sentence = "{problem}"
    exit_code = 2

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class NotFoundError(CsfError):
    """No record has this reference."""

    sentence = (
        "Aucun enregistrement ne porte la référence «\u00a0{reference}\u00a0»\u00a0: "
        "vérifiez-la dans la liste."
    )
    exit_code = 2


class ImpossibleStatusError(CsfError):
    """A status change that the rules of ``models`` do not allow; the data stays as it was."""

    sentence = "{problem}"

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class ClashingPathwayError(ImpossibleStatusError):
    """Another pathway has the same place and the same company tutor at the same time."""

    sentence = (
        "Le parcours {reference} occupe déjà ce lieu et ce tuteur à ces dates\u00a0: choisissez un "
        "autre tuteur, un autre lieu ou d’autres dates."
    )

    def __init__(self, reference: str) -> None:
        CsfError.__init__(self, reference=reference)


# --- storage ---------------------------------------------------------------------------------


class StorageError(CsfError):
    """The vault folder could not be read or written."""

    sentence = (
        "Le coffre n’a pas pu être lu ou écrit ({reason})\u00a0: vérifiez que le dossier est "
        "accessible, puis réessayez."
    )


class NotAVaultError(StorageError):
    sentence = (
        "Le dossier «\u00a0{path}\u00a0» ne contient pas de coffre\u00a0: choisissez le dossier "
        "qui contient le fichier vault.json, ou créez un coffre."
    )
    exit_code = 2


class VaultExistsError(StorageError):
    sentence = (
        "Le dossier «\u00a0{path}\u00a0» contient déjà un coffre ou d’autres fichiers\u00a0: "
        "choisissez un dossier vide."
    )
    exit_code = 2


class WrongPasswordError(StorageError):
    sentence = (
        "Cette phrase de passe n’ouvre pas le coffre\u00a0: vérifiez la touche Verr. Maj. et "
        "réessayez, ou utilisez le code de secours."
    )
    exit_code = 4


class WrongRecoveryCodeError(StorageError):
    sentence = (
        "Ce code de secours n’ouvre pas le coffre\u00a0: recopiez les neuf groupes de quatre "
        "caractères de la fiche imprimée."
    )
    exit_code = 4


class DamagedSlotError(StorageError):
    """``vault.json`` is unreadable or was altered."""

    sentence = (
        "Le fichier vault.json est abîmé, mais les données sont intactes\u00a0: remettez en place "
        "le vault.json d’une sauvegarde (dossier backups), puis rouvrez le coffre."
    )


class DamagedDatabaseError(StorageError):
    sentence = (
        "La base du coffre est abîmée et n’a pas été modifiée\u00a0: restaurez la dernière "
        "sauvegarde (dossier backups, ou csf-desktop restore)."
    )


class DatabaseLockedError(StorageError):
    sentence = (
        "Ce coffre est déjà ouvert{where}\u00a0: fermez l’autre fenêtre de CSF Desktop, puis "
        "réessayez."
    )
    exit_code = 5


class ReadOnlyVaultError(StorageError):
    sentence = (
        "Le dossier du coffre est en lecture seule\u00a0: copiez-le dans un dossier où vous avez "
        "le droit d’écrire, ou demandez ce droit."
    )


class DiskFullError(StorageError):
    sentence = (
        "Le disque est plein et la dernière modification n’a pas été enregistrée\u00a0: libérez "
        "de la place, puis recommencez-la."
    )


class DatabaseUpgradeError(StorageError):
    sentence = (
        "La mise à niveau du coffre a échoué et la copie faite avant a été remise en place\u00a0: "
        "gardez le dossier backups et signalez le problème avec le journal."
    )


class NewerVaultError(StorageError):
    sentence = (
        "Ce coffre a été écrit par une version plus récente de CSF Desktop\u00a0: installez cette "
        "version pour l’ouvrir."
    )


class FileNotWrittenError(StorageError):
    """A document could not be written where the person said; ``reason`` is a French phrase."""

    sentence = (
        "Le fichier «\u00a0{name}\u00a0» n’a pas pu être enregistré ({reason})\u00a0: choisissez "
        "un autre dossier, puis recommencez."
    )


# --- exchange --------------------------------------------------------------------------------


class ExchangeError(CsfError):
    """A file from outside was refused; the vault stays as it was."""

    sentence = "Le fichier a été refusé\u00a0: demandez un nouvel envoi à son expéditeur."


class UnreadableFileError(ExchangeError):
    sentence = (
        "Le fichier «\u00a0{name}\u00a0» ne peut pas être lu ({reason})\u00a0: vérifiez qu’il "
        "s’ouvre, ou demandez-en un nouvel exemplaire."
    )
    exit_code = 2


class FileTooLargeError(ExchangeError):
    sentence = (
        "Le fichier «\u00a0{name}\u00a0» dépasse la taille admise de {limit_mb}\u00a0Mo\u00a0: "
        "découpez-le ou demandez un export plus court."
    )
    exit_code = 2


class UnreadableTableError(UnreadableFileError):
    """A CSV or XLSX file that is not one, or not a table; ``reason`` says it with the remedy."""

    sentence = "Le tableau «\u00a0{name}\u00a0» n’a pas été repris\u00a0: {reason}."


class UnmatchedColumnsError(ExchangeError):
    """A table whose essential columns were not recognised; ``missing`` names them in words."""

    sentence = (
        "Dans le tableau «\u00a0{name}\u00a0», aucune colonne ne donne {missing}\u00a0: ouvrez-le "
        "dans la fenêtre pour dire ce que contient chaque colonne, ce choix sera retenu."
    )


class UnsignedFileError(ExchangeError):
    sentence = (
        "Ce PDF n’est pas signé et n’a rien changé dans le coffre\u00a0: demandez à l’expéditeur "
        "de l’exporter de nouveau depuis CSF Desktop."
    )


class ModifiedFileError(ExchangeError):
    sentence = (
        "Ce PDF a été modifié après sa signature et a été refusé en entier\u00a0: demandez à "
        "l’expéditeur de vous le remettre de nouveau."
    )


class UnknownSignerError(ExchangeError):
    sentence = (
        "Ce PDF est signé par une personne que vous ne connaissez pas encore ({signer})\u00a0: "
        "importez d’abord sa carte de contact et comparez l’empreinte avec elle."
    )
    exit_code = 3


class NotForThisVaultError(ExchangeError):
    sentence = (
        "Ce fichier a été scellé pour quelqu’un d’autre\u00a0: demandez à l’expéditeur de "
        "l’exporter en choisissant votre carte de contact."
    )


class EnvelopeMismatchError(ExchangeError):
    sentence = (
        "Les données scellées de ce PDF ne viennent pas de la personne qui l’a signé et ont été "
        "refusées\u00a0: demandez-lui un nouvel export."
    )


class NoExchangeDataError(ExchangeError):
    sentence = (
        "Ce PDF signé ne contient pas de données à importer\u00a0: il se lit et s’imprime, "
        "demandez un export avec les données si vous devez les reprendre."
    )


class NewerFormatError(ExchangeError):
    sentence = (
        "Ce fichier vient d’une version plus récente de CSF Desktop\u00a0: installez cette "
        "version pour le reprendre."
    )


class FlattenedFormError(ExchangeError):
    """A buyer's form whose fields are gone: printed to PDF, exported, flattened."""

    sentence = (
        "Les champs de la fiche «\u00a0{name}\u00a0» ont été aplatis (imprimée ou exportée en "
        "PDF)\u00a0: demandez à l’acheteur le fichier rempli et simplement enregistré, ou "
        "saisissez le marché à la main."
    )
    exit_code = 2


class ScannedFormError(ExchangeError):
    """A PDF made of pictures only: a form that was printed, then scanned."""

    sentence = (
        "Le fichier «\u00a0{name}\u00a0» ne contient que des images, comme une fiche imprimée puis "
        "numérisée\u00a0: demandez à l’acheteur le fichier rempli à l’écran, ou saisissez le "
        "marché à la main."
    )
    exit_code = 2


class UnusableCertificateError(ExchangeError):
    """A certificate or key that cannot sign, seal or be trusted. ``reason`` is a French phrase."""

    sentence = (
        "Le certificat de cette identité ne peut pas être utilisé ({reason})\u00a0: demandez une "
        "nouvelle carte de contact à son titulaire."
    )


class CancelledError(CsfError):
    """A person stopped a long job; nothing was kept of it."""

    sentence = "L’opération a été interrompue à votre demande\u00a0: rien n’a été changé."
