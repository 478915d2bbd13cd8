package io.loist.play;

/** One thing that is stored about a listener; see {@link PlayLog#export}. */
public sealed interface ListenerData permits Play, PlayedDay, Preference {}
