package org.mailcloak.server.http;

import java.util.Map;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers GET and HEAD for the pages. Nothing of a request comes back in an answer. */
final class PageHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);

    private final Map<String, Page> pages;
    private final PageContent notFound;

    /** @param pages by path */
    PageHandler(Map<String, Page> pages) {
        this.pages = Map.copyOf(pages);
        this.notFound = PageContent.line(
                HttpStatus.NOT_FOUND_404, "Not here. There are: " + String.join(" ", new TreeSet<>(pages.keySet())));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        PageContent content = content(request, response);
        response.setStatus(content.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, content.mediaType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.body().remaining());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        // The answer to a HEAD keeps these headers; the server leaves its body out.
        response.write(true, content.body(), callback);
        return true;
    }

    private PageContent content(Request request, Response response) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return PageContent.line(HttpStatus.METHOD_NOT_ALLOWED_405, "Only GET and HEAD are served");
        }
        Page page = pages.get(Request.getPathInContext(request));
        if (page == null) {
            return notFound;
        }
        try {
            return page.render();
        } catch (RuntimeException | Error defect) {
            LOG.error("The page {} failed", request.getHttpURI().getCanonicalPath(), defect);
            return PageContent.line(HttpStatus.INTERNAL_SERVER_ERROR_500, "The page failed; the log has the details");
        }
    }
}
