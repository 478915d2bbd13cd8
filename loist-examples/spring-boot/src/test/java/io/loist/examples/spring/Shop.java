package io.loist.examples.spring;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** A service with rows and transactions of its own, around calls of loist. */
class Shop {

    private final JdbcClient jdbc;

    Shop(JdbcClient jdbc) {
        this.jdbc = jdbc;
        jdbc.sql("CREATE TABLE IF NOT EXISTS sale (note text)").update();
    }

    /** Inserts a row before and after the call, in one transaction with it. */
    @Transactional
    <T> T sell(String note, Supplier<T> call) {
        insert(note);
        T result = call.get();
        insert(note);
        return result;
    }

    @Transactional(readOnly = true)
    <T> T look(Supplier<T> call) {
        return call.get();
    }

    long sales(String note) {
        return jdbc.sql("SELECT count(*) FROM sale WHERE note = :note")
                .param("note", note)
                .query(Long.class)
                .single();
    }

    private void insert(String note) {
        jdbc.sql("INSERT INTO sale VALUES (:note)").param("note", note).update();
    }
}
