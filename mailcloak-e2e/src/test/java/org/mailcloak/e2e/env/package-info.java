/** What every test needs: processes, folders of their own, the server, the administration command. */
@NullMarked
package org.mailcloak.e2e.env;

import org.jspecify.annotations.NullMarked;
