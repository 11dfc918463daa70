"""The command line: one file a command, registered in ``main.COMMANDS``.

Data goes to standard output, messages to standard error. Exit status 0 done, 1 something was
refused or not done, 2 wrong use.
"""
