package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mailcloak.address.AddressReader;
import org.mailcloak.administration.AccountDirectory;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.idp.IdentityProvider;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfig;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.PluginException;
import org.mailcloak.plugin.ProviderRegistry;
import org.mailcloak.store.sqlite.LocalIdentityProviderFactory;
import org.mailcloak.store.sqlite.SqliteMailStore;

/**
 * The accounts that changes to a database are checked against: those of the provider that the configuration of this
 * database names. Without a configuration the users in the database count, and if it has none, an unknown login is only
 * warned about: the accounts may live at a provider that was not named to the command.
 */
final class AccountSource implements AutoCloseable {

    private final AccountDirectory accounts;
    private final Optional<ProviderRegistry> registry;

    private AccountSource(AccountDirectory accounts, Optional<ProviderRegistry> registry) {
        this.accounts = accounts;
        this.registry = registry;
    }

    static AccountSource of(CommandContext session, SqliteMailStore store) {
        Optional<ConfigurationDraft> draft = session.configOfDatabase().map(ConfigurationReader::read);
        AddressReader reader = new AddressReader(
                draft.flatMap(ConfigurationDraft::recipientDelimiter).orElse(""));
        Optional<String> id = draft.flatMap(ConfigurationDraft::providerId);
        if (id.isEmpty() || id.get().equals(Configuration.LOCAL_PROVIDER)) {
            boolean complete = id.isPresent() || !store.users().list().isEmpty();
            return new AccountSource(
                    new AccountDirectory(Configuration.LOCAL_PROVIDER, local(session.database()), complete, reader),
                    Optional.empty());
        }
        return configured(id.get(), draft.orElseThrow(), reader);
    }

    AccountDirectory accounts() {
        return accounts;
    }

    @Override
    public void close() {
        accounts.provider().close();
        registry.ifPresent(ProviderRegistry::close);
    }

    private static IdentityProvider local(Path database) {
        return new LocalIdentityProviderFactory()
                .create(new ProviderConfig(Configuration.LOCAL_PROVIDER, database, Map.of()));
    }

    /** What is wrong with the provider's settings must not stop a change that has nothing to do with them. */
    private static AccountSource configured(String id, ConfigurationDraft draft, AddressReader reader) {
        ProviderRegistry registry = ProviderRegistry.open(draft.pluginsDirectory(), Installation.defaultPlugins());
        IdentityProvider provider;
        try {
            Optional<IdentityProviderFactory> factory = registry.bind(draft);
            provider = new ImpatientIdentityProvider(
                    factory.orElseThrow().create(draft.finish().providerConfig()));
        } catch (ConfigurationException e) {
            provider = new ImpatientIdentityProvider(CommandContext.describe(e).replace('\n', ' '));
        } catch (PluginException | ProviderConfigException e) {
            provider = new ImpatientIdentityProvider(String.valueOf(e.getMessage()));
        }
        return new AccountSource(new AccountDirectory(id, provider, false, reader), Optional.of(registry));
    }
}
