using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AccessReview.App.Telemetry;

/// <summary>Exports traces, metrics and logs by OTLP, if an endpoint is set (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
public static class TelemetryServices
{
    /// <summary>The name of the app's own traces and metrics.</summary>
    public const string Source = "AccessReview";

    public static TBuilder AddTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        // ASP.NET Core logs the URLs of all requests and redirects, and the URL of a signed link is a secret.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Each queue message is settled by a call to the host, which would log four useless lines.
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return builder;

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? "access-review", serviceVersion: ProductVersion.Current))
            .WithTracing(traces => traces
                .AddSource(Source, "Microsoft.AspNetCore", "Microsoft.Azure.Functions.Worker", "Azure.*")
                .AddHttpClientInstrumentation()
                .AddProcessor(new TraceRedaction()))
            .WithMetrics(metrics => metrics.AddMeter(Source, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime"))
            // Scopes contain the request's path.
            .WithLogging(logs => logs.AddProcessor(new LogRedaction()), options => options.IncludeScopes = false)
            .UseOtlpExporter();
        return builder;
    }

    internal sealed class TraceRedaction : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (Redaction.Concerns(data.DisplayName))
                data.DisplayName = Redaction.Of(data.DisplayName);
            foreach (var (name, value) in data.TagObjects.ToList())
            {
                if (value is string text && Redaction.Concerns(text))
                    data.SetTag(name, Redaction.Of(text));
            }
        }
    }

    internal sealed class LogRedaction : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            if (data.Body is { } body)
                data.Body = Redaction.Of(body);
            if (data.FormattedMessage is { } message)
                data.FormattedMessage = Redaction.Of(message);
            if (data.Attributes is { } attributes)
                data.Attributes = [.. attributes.Select(attribute => attribute.Value is string text ? new KeyValuePair<string, object?>(attribute.Key, Redaction.Of(text)) : attribute)];
        }
    }
}
