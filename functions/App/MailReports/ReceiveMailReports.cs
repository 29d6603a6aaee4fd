using System.Text.Json;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.MailReports;

/// <summary>
/// The webhook for delivery reports of the mail service, in Event Grid's schema or as CloudEvents. An event is answered with 200 even
/// if its mail is unknown, because Event Grid would otherwise repeat it for a day.
/// </summary>
public sealed partial class ReceiveMailReports(MailReportSender sender, DeliveryReports reports, IOptions<MailReportsOptions> options, ILogger<ReceiveMailReports> logger)
{
    /// <summary>The largest batch that Event Grid sends, and room for its brackets.</summary>
    public const int MaxBytes = (1024 + 64) * 1024;

    private const string Route = "api/v1/mail/reports";
    private const string EventGridOrigin = "eventgrid.azure.net";

    [Function(nameof(ReceiveMailReports))]
    [Anybody(FromElsewhere = true, ChecksToken = true)]
    [BodyLimit(MaxBytes)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await sender.RequireAsync(request, cancellationToken);
        return await TakeAsync(Read(request, await request.ReadBodyAsync(cancellationToken)), cancellationToken);
    }

    /// <summary>
    /// The handshake for CloudEvents, which comes without an identity
    /// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection).
    /// It says only that reports are welcome; each of them is authenticated.
    /// </summary>
    [Function("AllowMailReports")]
    [Anybody(FromElsewhere = true, ChecksToken = true)]
    public IResult Allow([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = Route)] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!options.Value.IsEnabled)
            throw Problems.NotFound();
        if (request.Headers["WebHook-Request-Origin"] is not [EventGridOrigin])
            throw Problems.Forbidden("other_origin");
        request.HttpContext.Response.Headers["WebHook-Allowed-Origin"] = EventGridOrigin;
        request.HttpContext.Response.Headers["WebHook-Allowed-Rate"] = "*";
        return Results.Ok();
    }

    private async Task<IResult> TakeAsync(IReadOnlyList<MailReport> events, CancellationToken cancellationToken)
    {
        var malformed = events.OfType<MailReport.Malformed>().FirstOrDefault();
        if (malformed is null && events.OfType<MailReport.Handshake>().FirstOrDefault() is { } handshake)
            return ApiResult.Ok(new { validationResponse = handshake.Code });
        foreach (var delivery in events.OfType<MailReport.Delivery>())
            await reports.ApplyAsync(delivery.Report, cancellationToken);
        foreach (var ignored in events.OfType<MailReport.Ignored>())
            Log.Ignored(logger, ignored.Why);
        // Last, because Event Grid does not repeat a batch that is answered with 400.
        return malformed is null ? Results.Ok() : throw Bad($"{malformed.Why} is missing or invalid.");
    }

    /// <exception cref="ProblemException">The body is not a list of events: 400.</exception>
    private static IReadOnlyList<MailReport> Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var json = new BinaryData(body);
        try
        {
            // The parsers take any other value for an empty list.
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
                throw new JsonException();
            return request.ContentType?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) == true
                ? [.. CloudEvent.ParseMany(json).Select(MailReport.Of)]
                : [.. EventGridEvent.ParseMany(json).Select(MailReport.Of)];
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw Bad("The body must be a list of events in Event Grid's schema or of CloudEvents.");
        }
    }

    private static ProblemException Bad(string detail) => Problems.BadRequest(detail, "bad_event");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "An event {Event} was ignored")]
        public static partial void Ignored(ILogger logger, string @event);
    }
}
