using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Slack;

/// <summary>Calls Slack's Web API. It returns the result and never retries, because the queue decides when to retry.</summary>
public sealed class SlackClient(HttpClient http, IOptions<SlackOptions> options)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private const int LongestAnswer = 1024 * 1024;

    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    public Task<SlackAnswer> CallAsync(SlackMethod method, JsonObject arguments, CancellationToken cancellationToken) =>
        SendAsync(method, JsonContent.Create(arguments), cancellationToken);

    /// <summary>Methods that read do not accept JSON (https://docs.slack.dev/apis/web-api/#basics).</summary>
    public Task<SlackAnswer> CallAsync(SlackMethod method, Dictionary<string, string> arguments, CancellationToken cancellationToken) =>
        SendAsync(method, new FormUrlEncodedContent(arguments), cancellationToken);

    /// <summary>Responds to an interaction. Although the response URL was signed, it must be a URL of Slack, so that nothing is sent elsewhere.</summary>
    public async Task<bool> RespondAsync(string address, JsonObject answer, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var to) || !IsSlacks(to))
            return false;
        try
        {
            using var response = await http.PostAsJsonAsync(to, answer, cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            return false;
        }
    }

    private bool IsSlacks(Uri address) =>
        address is { Scheme: "https", Host: "hooks.slack.com" } || (options.Value.ApiAddress.IsLoopback && address.Authority == options.Value.ApiAddress.Authority);

    private async Task<SlackAnswer> SendAsync(SlackMethod method, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.ApiAddress, method.Name)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.BotToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return new SlackAnswer.Later(PauseOf(response));
            if (!response.IsSuccessStatusCode)
                return new SlackAnswer.Unanswered($"http_{(int)response.StatusCode}");
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellationToken);
            return Judge(await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            return new SlackAnswer.Unanswered("no_answer");
        }
        catch (JsonException)
        {
            return new SlackAnswer.Unanswered("no_json");
        }
    }

    private static bool IsLost(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static SlackAnswer Judge(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True)
            return new SlackAnswer.Done(body);
        return TextOf(body.ValueKind == JsonValueKind.Object ? body : Nothing, "error") switch
        {
            "ratelimited" or "rate_limited" or "message_limit_exceeded" => new SlackAnswer.Later(UsualPause),
            // "Some aspect of the operation may have succeeded before the error was raised", according to the methods' documentation.
            "fatal_error" or "internal_error" or "request_timeout" or "service_unavailable" or null => new SlackAnswer.Unanswered("broken"),
            { } error => new SlackAnswer.Refused(error),
        };
    }

    private static TimeSpan PauseOf(HttpResponseMessage response)
    {
        var pause = response.Headers.RetryAfter?.Delta ?? UsualPause;
        return pause > LongestPause ? LongestPause : pause;
    }

    /// <summary>Returns the text at this path, or null.</summary>
    internal static string? TextOf(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        }

        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is not valid text.
            return null;
        }
    }
}
