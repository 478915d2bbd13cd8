package io.loist.db.internal.play;

import io.loist.testing.Integration;

@Integration
class CountedPlayLogTest extends PostgresPlayLogTest {

    @Override
    protected void maintain() {
        PlayDatabase.maintain(POSTGRES, 36_500, null);
    }
}
