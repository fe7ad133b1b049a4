package org.mailcloak.server.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.mailcloak.server.http.Page;
import org.mailcloak.server.http.PageContent;

/** {@code /metrics}, in Prometheus' text format 0.0.4, which every version reads. */
final class MetricsPage implements Page {

    private static final int OK = 200;

    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final List<MetricSource> sources;

    MetricsPage(List<MetricSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** One scrape at a time, so that many at once do not take many times the memory. */
    @Override
    public synchronized PageContent render() {
        Samples samples = new Samples();
        sources.forEach(source -> source.collect(samples));
        ByteArrayOutputStream text = new ByteArrayOutputStream(16_384);
        try {
            writer.write(text, samples.snapshots());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new PageContent(OK, writer.getContentType(), ByteBuffer.wrap(text.toByteArray()));
    }
}
