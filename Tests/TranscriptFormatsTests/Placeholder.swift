// Sources of this module follow.
