"""The program driven off-screen by mouse and keyboard, as a person would.

``hands`` finds what is in sight by its words and acts on it; the other modules are the steps of the
course, shared by ``make run`` without a display and by the functional tests.
"""
