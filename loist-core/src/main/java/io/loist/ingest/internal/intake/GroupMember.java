package io.loist.ingest.internal.intake;

/** A source of a group at some stage of its way. */
interface GroupMember {

    /** Returns the place of the source in its group. */
    int index();
}
