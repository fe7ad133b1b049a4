package org.mailcloak.e2e.env;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Writes into a database as another program might: what mailcloakctl refuses may stand there all the same. */
public record StateDatabase(Path file) {

    public void execute(String statement) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            sql.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    public void addAlias(String alias, String user) {
        execute("INSERT INTO aliases(alias_email, target_user, alias_domain_name) VALUES ('%s', '%s', '%s')"
                .formatted(alias, user, alias.substring(alias.lastIndexOf('@') + 1)));
    }
}
