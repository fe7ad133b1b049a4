package org.mailcloak.plugin;

/** The provider cannot be found, or what was found contradicts itself. The message names classes, ids and jars. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }
}
