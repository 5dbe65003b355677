"""From a video to the people in it: their key points over time, and how the camera moved.

Nothing is uploaded or fetched. Everything here runs in a process of its own, started by
``readers.video``; packages of the ``[video]`` extra are imported by no other room.
"""
