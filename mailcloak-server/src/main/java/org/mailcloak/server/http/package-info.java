/** Serves pages about the service over HTTP, apart from the mail sockets. The only room that knows Jetty. */
@NullMarked
package org.mailcloak.server.http;

import org.jspecify.annotations.NullMarked;
