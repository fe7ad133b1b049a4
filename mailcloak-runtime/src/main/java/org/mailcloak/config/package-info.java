/**
 * The configuration file: read, checked as a whole, and handed on as records by section. Every mistake is reported at
 * once, with its line and key.
 */
@NullMarked
package org.mailcloak.config;

import org.jspecify.annotations.NullMarked;
