/**
 * All accounts of an identity provider in memory, in a compact form: read by full scans, kept current by what the provider
 * reports between them, and guarded against a list from which very many are missing at once.
 */
@NullMarked
package org.mailcloak.mirror;

import org.jspecify.annotations.NullMarked;
