using System.Net;
using System.Net.Http.Headers;
using AccessReview.Emulator.Clock;
using AccessReview.Emulator.Faults;
using AccessReview.Emulator.Storage;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Email.Reports;

/// <summary>
/// Posts delivery reports to the app's webhook as Event Grid does: at least once, again after a failure, and never again after a refusal.
/// Like the subscription in infra it leaves out mails that were delivered.
/// </summary>
/// <param name="host">The app's address. It may throw <see cref="InvalidOperationException"/> until the host listens.</param>
internal sealed partial class ReportSender(EmulatorDatabase database, WorkInFlight work, ReportOptions options, ReportKey key, Func<Uri> host, FaultLog faults, ILogger<ReportSender> logger) : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly RetryLoop _loop = new(new Backoff()) { IsWokenInPauses = true };
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout };

    public bool IsOn => options.Path.Length > 0;

    public void Start()
    {
        database.EnsureSchema(ReportStore.Schema);
        if (IsOn)
            _loop.Start(PostAllAsync);
    }

    /// <summary>There is a new report. The emulator is not idle until it was posted once.</summary>
    public void Wake()
    {
        // The loop disposes of it.
#pragma warning disable CA2000
        _loop.Wake(work.Begin());
#pragma warning restore CA2000
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose()
    {
        _http.Dispose();
        _loop.Dispose();
    }

    /// <summary>Returns false if some are left.</summary>
    private async Task<bool> PostAllAsync(CancellationToken stopping)
    {
        try
        {
            foreach (var (number, report) in database.Read(ReportStore.Pending))
            {
                if (!await PostAsync(report, stopping))
                    return false;
                await database.WriteAsync(connection => ReportStore.Delete(connection, number));
            }

            return true;
        }
        // The app or the disk is not available. The sender must survive that.
        catch (Exception error) when (error is HttpRequestException or IOException or StorageException or InvalidOperationException
            || (error is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            if (error is not StorageException && faults.IsDue(nameof(ReportSender), error, out var leftOut))
                Log.NotPosted(logger, leftOut, error);
            return false;
        }
    }

    /// <summary>Returns false if it must be posted again.</summary>
    private async Task<bool> PostAsync(DeliveryReport report, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host(), options.Path)) { Content = new ByteArrayContent(report.ToEvents()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.Add("aeg-event-type", "Notification");
        if (options.KeyHeader.Length > 0)
            request.Headers.Add(options.KeyHeader, key.Value);
        using var answer = await _http.SendAsync(request, stopping);
        if (answer.IsSuccessStatusCode)
            return true;
        var isRefused = (int)answer.StatusCode is >= 400 and < 500 && answer.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
        if (isRefused)
            Log.Refused(logger, report.OperationId, (int)answer.StatusCode);
        return isRefused;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A delivery report could not be posted to the app; it is tried again ({LeftOut} more failures since this was last logged)")]
        public static partial void NotPosted(ILogger logger, int leftOut, Exception error);

        [LoggerMessage(LogLevel.Warning, "The app refused the delivery report of mail {OperationId} with status {Status}")]
        public static partial void Refused(ILogger logger, string operationId, int status);
    }
}
