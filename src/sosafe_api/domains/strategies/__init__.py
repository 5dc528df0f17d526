"""Strategies of the partnership: dated versions with aims, objectives and the measures of each."""
