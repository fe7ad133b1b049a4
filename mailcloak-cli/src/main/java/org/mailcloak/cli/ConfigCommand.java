package org.mailcloak.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailcloak.config.Configuration;
import org.mailcloak.config.ConfigurationDraft;
import org.mailcloak.config.ConfigurationException;
import org.mailcloak.config.ConfigurationReader;
import org.mailcloak.config.EffectiveValue;
import org.mailcloak.config.Problem;
import org.mailcloak.idp.IdentityProviderFactory;
import org.mailcloak.idp.ProviderConfigException;
import org.mailcloak.plugin.BrokenPlugin;
import org.mailcloak.plugin.ProviderRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = "The server's configuration.",
        footer = {"", "Example:", "  mailcloakctl config check /etc/mailcloak/config.yaml"})
final class ConfigCommand {

    private final CommandContext session;

    ConfigCommand(CommandContext session) {
        this.session = session;
    }

    @Command(
            description = {
                "Check a configuration with all its parts. Prints a line FILE:LINE:COLUMN: key: message for each"
                        + " problem and each warning; with no problem, one line OK. The database and the account"
                        + " provider are not asked.",
            },
            footer = {"", "Example:", "  mailcloakctl config check /etc/mailcloak/config.yaml"})
    void check(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the file of --config.") @Nullable
                    Path file) {
        Path config = named(file);
        ConfigurationDraft draft = ConfigurationReader.read(config);
        try (ProviderRegistry registry =
                ProviderRegistry.open(draft.pluginsDirectory(), Installation.defaultPlugins())) {
            registry.broken().forEach(this::print);
            Optional<IdentityProviderFactory> factory = registry.bind(draft);
            draft.warnings().forEach(warning -> print(config, "warning: ", warning));
            Configuration configuration = finish(config, draft);
            // A provider's settings may be right one by one and contradict each other.
            factory.orElseThrow().create(configuration.providerConfig()).close();
            session.output()
                    .line("OK: provider " + configuration.idp().provider() + ", database " + configuration.database());
        } catch (ProviderConfigException e) {
            print(config, "", draft.refusal(e));
            throw CommandException.refused(config + " has 1 problem");
        }
    }

    @Command(
            description = {
                "Show what a configuration amounts to: a line key<TAB>value<TAB>origin for each key that has a value, as a"
                        + " file would give it. Times are in seconds. The origin is file, default, or provider for what"
                        + " the provider advises. Secrets are shown as ********. A file with a problem is refused as by"
                        + " config check.",
                "JSON: an array of {key, value or null, unit or null, origin: file|default|provider|unset,"
                        + " description}.",
            },
            footer = {"", "Example:", "  mailcloakctl config show --all /etc/mailcloak/config.yaml"})
    void show(
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "Default: the file of --config.") @Nullable
                    Path file,
            @Option(
                            names = "--all",
                            description = "The keys without a value too, with origin unset; and what each key means, as"
                                    + " a fourth column.")
                    boolean all,
            @Mixin OutputOption form) {
        Path config = named(file);
        ConfigurationDraft draft = ConfigurationReader.read(config);
        try (ProviderRegistry registry =
                ProviderRegistry.open(draft.pluginsDirectory(), Installation.defaultPlugins())) {
            registry.bind(draft);
            finish(config, draft);
            List<EffectiveValue> values = draft.effectiveValues().stream()
                    .filter(value -> all || value.value().isPresent())
                    .toList();
            session.output()
                    .list(
                            form.form(),
                            values,
                            value -> EffectiveValueView.print(value, all, session.output()),
                            EffectiveValueView::json);
        }
    }

    private Path named(@Nullable Path file) {
        return Optional.ofNullable(file)
                .or(session::config)
                .orElseThrow(() -> CommandException.usage("no configuration named: give FILE or --config PATH"));
    }

    private Configuration finish(Path config, ConfigurationDraft draft) {
        try {
            return draft.finish();
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> print(config, "", problem));
            int count = e.problems().size();
            throw CommandException.refused(config + " has " + count + (count == 1 ? " problem" : " problems"));
        }
    }

    private void print(Path config, String kind, Problem problem) {
        String place = problem.line() == 0 ? ": " : ":" + problem.line() + ":" + problem.column() + ": ";
        String key = problem.key().isEmpty() ? "" : problem.key() + ": ";
        session.output().line(config + place + kind + key + problem.message());
    }

    private void print(BrokenPlugin plugin) {
        session.warn("plugin " + plugin.jar() + " cannot be used: " + plugin.reason());
    }
}
