"""The invented words of the demonstration: no person and no company of this list exists."""

from __future__ import annotations

GIVEN_NAMES = (
    "Inès", "Yanis", "Maëlle", "Loïc", "Noémie", "Mehdi", "Camille", "Théo", "Aïcha", "Jérôme",
    "Élise", "Sofiane", "Chloé", "Bastien", "Fatou", "Éloi", "Léa", "Kévin", "Anaïs", "Rayan",
    "Océane", "Tiago", "Manon", "Ismaël", "Zoé", "Gaël", "Lina", "Hugo", "Clémence", "Malik",
)  # fmt: skip

FAMILY_NAMES = (
    "Benali", "Ferreira", "Rousseau", "Le Goff", "Dupré", "Haddad", "Lefèvre", "Marchand",
    "Nguyên", "Fabre", "Caron", "Garnier", "Besson", "Diallo", "Kervella", "Morvan", "Pétrel",
    "Traoré", "Lemaître", "Guéguen", "Sarrazin", "Da Costa", "Bréhat", "Ouali", "Chassagne",
    "Tanguy", "Vasseur", "Ménard", "Rolland", "Sylla",
)  # fmt: skip

COMPANIES = (
    ("Bâti Ouest Rénovation", "bâtiment"), ("Toitures du Ponant", "bâtiment"),
    ("Propreté Armor", "nettoyage"), ("Jardins de l’Iroise", "espaces verts"),
    ("Numérique Grand Large", "informatique"), ("Cantines du Bocage", "restauration"),
    ("Électricité Kerlann", "électricité"), ("Transports Belle-Étoile", "transport"),
    ("Menuiserie des Chênes", "menuiserie"), ("Ateliers du Canal", "métallerie"),
    ("Peinture Hermine", "peinture"), ("Logis Services", "maintenance"),
    ("Imprimerie du Marché", "imprimerie"), ("Mobilier Estuaire", "ameublement"),
    ("Réseaux de l’Ouest", "télécommunications"), ("Plomberie Vauban", "plomberie"),
)  # fmt: skip

BUYERS = (
    "Région Exemple-Ouest", "Département de l’Exemple", "Ville de Saint-Exemple",
    "Rectorat de l’académie d’Exemple", "Métropole de l’Exemple", "Centre hospitalier de l’Exemple",
    "Syndicat mixte des Deux-Exemples", "Université d’Exemple",
)  # fmt: skip

OBJECTS = (
    "Rénovation énergétique du lycée {place}", "Entretien des espaces verts de {place}",
    "Nettoyage des locaux administratifs de {place}", "Restauration collective de {place}",
    "Maintenance du parc informatique de {place}", "Réfection des toitures du collège {place}",
    "Fourniture et pose de mobilier scolaire à {place}", "Travaux de peinture à {place}",
    "Transport des élèves du secteur de {place}", "Câblage et réseaux des écoles de {place}",
)  # fmt: skip

SITES = ("Anne-Frank", "Jean-Moulin", "Marie-Curie", "Jacques-Prévert", "Olympe-de-Gouges")

TASKS: dict[str, tuple[str, str]] = {
    "bâtiment": (
        "Aide maçon",
        "Préparer le chantier\nAider à la pose d’isolant\nTrier les déchets",
    ),
    "nettoyage": ("Agent de propreté", "Préparer le matériel\nEntretenir les bureaux"),
    "espaces verts": ("Aide jardinier", "Tailler les haies\nPlanter les massifs\nArroser"),
    "informatique": ("Aide technicien", "Préparer des postes\nTenir l’inventaire\nAccueillir"),
    "restauration": ("Aide en cuisine", "Préparer les entrées\nDresser\nAccueillir les convives"),
    "électricité": ("Aide électricien", "Tirer des câbles\nPréparer le matériel"),
    "transport": ("Aide à l’exploitation", "Tenir l’accueil\nPréparer les feuilles de route"),
    "menuiserie": ("Aide menuisier", "Poncer\nAssembler\nPréparer les livraisons"),
    "métallerie": ("Aide métallier", "Ébavurer\nPréparer les pièces\nTenir le magasin"),
    "peinture": ("Aide peintre", "Protéger les sols\nPréparer les murs\nPeindre"),
    "maintenance": ("Agent de maintenance", "Faire de petites réparations\nTenir le stock"),
    "imprimerie": ("Aide en imprimerie", "Préparer les papiers\nContrôler les tirages"),
    "ameublement": ("Aide monteur", "Monter des meubles\nPréparer les commandes"),
    "télécommunications": ("Aide installateur", "Repérer les câbles\nTenir les plans"),
    "plomberie": ("Aide plombier", "Préparer les tubes\nAider à la pose"),
}

COMMUNES = (
    ("35238", "Rennes", "35000"), ("35288", "Saint-Malo", "35400"), ("35115", "Fougères", "35300"),
    ("35360", "Vitré", "35500"), ("56260", "Vannes", "56000"), ("56121", "Lorient", "56100"),
    ("29232", "Quimper", "29000"), ("29019", "Brest", "29200"), ("22278", "Saint-Brieuc", "22000"),
    ("22113", "Lannion", "22300"),
)  # fmt: skip

CONTACT_NAMES = (
    "Mme Corbel", "M. Le Bris", "Mme Azoulay", "M. Tessier", "Mme Prigent", "M. Oumarou",
    "Mme Delaunay", "M. Riou", "Mme Salaün", "M. Marquès",
)  # fmt: skip

SCHOOLS = ("Lycée professionnel de l’Exemple", "Collège du Vieux-Pont", "Lycée des Deux-Rives")

INTERRUPTIONS = ("projet non conforme", "absences répétées", "déménagement de la famille")

NEXT_ACTIONS = (
    ("to_call_back", "tutor", "Rappeler la responsable RH"),
    ("reached", "tutor", "Visiter l’entreprise"),
    ("agreed", "company", "Confirmer les dates"),
    ("agreed", "tutor", "Envoyer la convention à signer"),
    ("message_left", "tutor", "Rappeler le tuteur entreprise"),
)
"""Result of an exchange, who does what next."""

SECTORS = {
    "45000000-7": "Bâtiment", "90910000-9": "Nettoyage", "77310000-6": "Espaces verts",
    "72000000-5": "Informatique",
}  # fmt: skip
"""Sector of each code that the demonstration gives."""

SERVICES = ("Direction du patrimoine", "Service des achats", "Direction de l’éducation")

LOTS = ("Travaux intérieurs", "Abords et finitions")

PENALTIES = "50\u00a0€ par jour ouvré de retard pour un document demandé."

REQUESTS = (
    ("Planning de l’équipe d’accueil", "company"),
    ("Attestation d’assurance", "company"),
    ("Calendrier du chantier", "buyer"),
)  # fmt: skip
"""Documents asked for, and who owes them."""
