using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using AccessReview.Emulator.Email.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Tests.Email;

/// <summary>The app's webhook for delivery reports. It answers with the given statuses first, and then accepts all.</summary>
internal sealed class ReportReceiver : IAsyncDisposable
{
    private readonly Channel<DeliveryReport> _reports = Channel.CreateUnbounded<DeliveryReport>();
    private readonly Queue<HttpStatusCode> _answers;
    private readonly WebApplication _app;

    private ReportReceiver(HttpStatusCode[] answers)
    {
        _answers = new(answers);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<ReportReceiver> StartAsync(params HttpStatusCode[] answers)
    {
        var receiver = new ReportReceiver(answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next report, accepted or not.</summary>
    public ValueTask<DeliveryReport> NextAsync() => _reports.Reader.ReadAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        var sent = body.RootElement[0];
        var data = sent.GetProperty("data");
        http.Response.StatusCode = (int)(_answers.TryDequeue(out var answer) ? answer : HttpStatusCode.OK);
        await _reports.Writer.WriteAsync(new DeliveryReport(
            Text(sent, "id"), Text(data, "messageId"), Text(data, "sender"), Text(data, "recipient"), Text(data, "status"), sent.GetProperty("eventTime").GetDateTimeOffset()));
    }

    private static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!; // Every report has it.
}
