package org.mailcloak.server.binding;

/**
 * What became of the targets of aliases.
 *
 * @param bound how many were bound to an account since the start
 * @param changed how many lead to another account than the one that they are bound to, as far as they were asked for
 * @param unknown how many lead to nothing, as far as they were asked for
 */
public record BindingStatistics(long bound, int changed, int unknown) {

    /** Of a service that binds nothing. */
    public static final BindingStatistics NONE = new BindingStatistics(0, 0, 0);
}
