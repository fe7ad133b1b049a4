package org.mailcloak.idp;

/** A provider's settings cannot be used. The message names the setting, its value (never a secret's) and what was expected. */
public final class ProviderConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProviderConfigException(String message) {
        super(message);
    }

    public ProviderConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
