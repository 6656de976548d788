"""The pages of whoever writes: the desk, a story's own page, its header, the chapter on the desk, earlier versions."""
