/** The objects of tracks: how they are named, and how they are written and deleted so that a repeated or late call does no harm. */
@NullMarked
package io.loist.ingest.internal.objects;

import org.jspecify.annotations.NullMarked;
