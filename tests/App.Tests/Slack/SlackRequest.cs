using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AccessReview.App.Slack;

namespace AccessReview.App.Tests.Slack;

/// <summary>A signed request as Slack sends it to the app, or an invalid variant.</summary>
public sealed record SlackRequest(string Path, ReadOnlyMemory<byte> Body, string Type)
{
    public string Secret { get; init; } = SlackDouble.Secret;

    /// <summary>The offset of its clock from ours.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>A signature instead of the correct one.</summary>
    public string? Signature { get; init; }

    /// <summary>How often Slack has delivered it before.</summary>
    public int Retry { get; init; }

    /// <summary>The signed body, if it differs from the sent one.</summary>
    public ReadOnlyMemory<byte>? Signed { get; init; }

    public static SlackRequest Form(string path, params (string Name, string Value)[] fields) =>
        new(path, Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"))), "application/x-www-form-urlencoded");

    public static SlackRequest Interaction(JsonObject payload) => Form("/slack/interactions", ("payload", payload.ToJsonString()));

    public static SlackRequest Event(JsonObject told) => new("/slack/events", Encoding.UTF8.GetBytes(told.ToJsonString()), "application/json");

    public async Task<HttpResponseMessage> SendAsync(HttpClient http, DateTimeOffset now)
    {
        var time = (now + Skew).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ReadOnlyMemoryContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(Type);
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", Signature ?? "v0=" + Convert.ToHexStringLower(SlackSignature.Sign(Secret, time, (Signed ?? Body).Span)));
        if (Retry > 0)
            request.Headers.Add("X-Slack-Retry-Num", Retry.ToString(CultureInfo.InvariantCulture));
        return await http.SendAsync(request);
    }
}
