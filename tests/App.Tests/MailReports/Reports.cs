using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.App.Tests.MailReports;

/// <summary>What Event Grid posts to the webhook.</summary>
internal static class Reports
{
    public const string Path = "/api/v1/mail/reports";
    public const string Header = "X-Mail-Report-Key";
    public const string Key = "8f2c1b7a9d5e4036b1c7f0a2e6d8493c5b7a1f0e";
    public const string WithKey = "MailReports:Key=" + Key;

    public static object Of(Guid operation, string status, string recipient = "olga@example.test") => new
    {
        id = Guid.NewGuid(),
        topic = "/subscriptions/s/resourceGroups/g/providers/microsoft.communication/communicationservices/acs",
        subject = $"sender/no-reply@access.example/message/{operation}",
        data = Data(operation.ToString(), status, recipient),
        eventType = "Microsoft.Communication.EmailDeliveryReportReceived",
        dataVersion = "1.0",
        metadataVersion = "1",
        eventTime = "2026-11-02T09:00:05Z",
    };

    public static object AsCloudEvent(Guid operation, string status) => new
    {
        specversion = "1.0",
        id = Guid.NewGuid(),
        source = "/subscriptions/s",
        subject = $"sender/no-reply@access.example/message/{operation}",
        type = "Microsoft.Communication.EmailDeliveryReportReceived",
        time = "2026-11-02T09:00:05Z",
        data = Data(operation.ToString(), status, "olga@example.test"),
    };

    public static object Data(string? messageId, string? status, string recipient) => new
    {
        sender = "no-reply@access.example",
        recipient,
        messageId,
        status,
        deliveryStatusDetails = new { statusMessage = "5.1.1 unknown" },
        deliveryAttemptTimestamp = "2026-11-02T09:00:04Z",
    };

    public static async Task<HttpResponseMessage> PostAsync(TheApp app, string body, string? key = Key, string type = "application/json", string? bearer = null)
    {
        using var http = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (key is not null)
            request.Headers.Add(Header, key);
        if (bearer is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        var answer = await http.SendAsync(request);
        await app.RestAsync();
        return answer;
    }

    public static async Task<HttpStatusCode> PostAsync(TheApp app, params object[] events)
    {
        using var answer = await PostAsync(app, JsonSerializer.Serialize(events));
        return answer.StatusCode;
    }
}
