using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Tests.Slack;

/// <summary>
/// A test double of Slack's Web API on loopback. It is as strict as Slack about tokens, shapes, rates and triggers, and
/// records refusals.
/// </summary>
public sealed partial class SlackDouble : IAsyncDisposable
{
    public const string Token = "xoxb-a-bot-of-the-tests";
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string Team = "T0WORKSPACE";

    /// <summary>A trigger is valid for three seconds: https://docs.slack.dev/interactivity/handling-user-interaction.</summary>
    private static readonly TimeSpan TriggerLife = TimeSpan.FromSeconds(3);

    private readonly WebApplication _server;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Id, string Name)> _people = [];
    private readonly Dictionary<string, string> _conversations = [];
    private readonly List<SlackPost> _posts = [];
    private readonly Dictionary<string, DateTimeOffset> _lastIn = [];
    private readonly Dictionary<string, DateTimeOffset> _triggers = [];
    private readonly Dictionary<string, List<DateTimeOffset>> _perMethod = [];
    private readonly ConcurrentQueue<(string Method, SlackFault Fault)> _faults = new();
    private int _serial;

    private SlackDouble()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _server = builder.Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Run(AnswerAsync);
    }

    public Uri Address => new(_server.Urls.First());

    /// <summary>The app's settings that refer to this double.</summary>
    public IReadOnlyList<string> Settings => [$"Slack:BotToken={Token}", $"Slack:SigningSecret={Secret}", $"Slack:TeamId={Team}", $"Slack:ApiAddress={Address}api/"];

    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UnixEpoch;

    /// <summary>Every call gets a server error.</summary>
    public bool IsDown { get; set; }

    /// <summary>The limit of calls per minute and method; methods that are not named have no limit.</summary>
    public Dictionary<string, int> PerMinute { get; } = [];

    /// <summary>All calls in order, with their answers: <c>chat.update ok</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Calls that Slack would refuse. Empty for a correct app.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Opened modals, the newest last.</summary>
    public ConcurrentQueue<JsonElement> Views { get; } = new();

    /// <summary>Messages visible only to the user who acted.</summary>
    public ConcurrentQueue<string> Ephemerals { get; } = new();

    public static async Task<SlackDouble> StartAsync()
    {
        var slack = new SlackDouble();
        await slack._server.StartAsync();
        return slack;
    }

    /// <returns>Their identifier.</returns>
    public string Join(string name, string email)
    {
        var id = "U0" + name.ToUpperInvariant();
        _people[email] = (id, name);
        return id;
    }

    /// <summary>The next call of a method fails in this way.</summary>
    public void Fail(string method, SlackFault fault) => _faults.Enqueue((method, fault));

    public string ConversationOf(string slackUser) => $"D{slackUser[1..]}";

    public IReadOnlyList<SlackPost> PostsIn(string channel)
    {
        lock (_lock)
            return [.. _posts.Where(post => post.Channel == channel)];
    }

    /// <summary>A user's action gives the app a trigger, with which it can open a modal within three seconds.</summary>
    public string NewTrigger()
    {
        lock (_lock)
        {
            var trigger = $"{++_serial}.{Team}.trigger";
            _triggers[trigger] = Clock();
            return trigger;
        }
    }

    public string NewTs()
    {
        lock (_lock)
            return string.Create(CultureInfo.InvariantCulture, $"{Clock().ToUnixTimeSeconds()}.{++_serial:D6}");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value ?? "";
        if (path.StartsWith("/response/", StringComparison.Ordinal))
        {
            Respond(JsonDocument.Parse(body).RootElement);
            return;
        }

        var method = path["/api/".Length..];
        var fault = TakeFault(method);
        if (IsDown || fault is SlackFault.Broken)
        {
            Calls.Enqueue($"{method} 500");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        var answer = fault switch
        {
            SlackFault.Busy busy => (busy.RetryAfter, Error("ratelimited")),
            SlackFault.Error error => (null, Error(error.Code)),
            _ => Answer(context.Request, method, body),
        };
        if (fault is SlackFault.DoneAndLost)
        {
            Calls.Enqueue($"{method} lost");
            context.Abort();
            return;
        }

        await WriteAsync(context.Response, method, answer);
    }

    private async Task WriteAsync(HttpResponse response, string method, (int? RetryAfter, JsonObject Body) answer)
    {
        Calls.Enqueue($"{method} {(answer.Body["ok"]!.GetValue<bool>() ? "ok" : answer.Body["error"]!.GetValue<string>())}");
        if (answer.RetryAfter is { } wait)
        {
            response.StatusCode = StatusCodes.Status429TooManyRequests;
            response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(answer.Body.ToJsonString());
    }

    private SlackFault? TakeFault(string method)
    {
        if (!_faults.TryPeek(out var next) || next.Method != method)
            return null;
        _faults.TryDequeue(out _);
        return next.Fault;
    }

    private (int? RetryAfter, JsonObject Body) Answer(HttpRequest request, string method, string body)
    {
        if (request.Headers.Authorization != $"Bearer {Token}")
            return (null, Error(request.Headers.Authorization.Count == 0 ? "not_authed" : "invalid_auth"));
        lock (_lock)
        {
            if (IsTooMuch(method))
                return (30, Error("ratelimited"));
            if (Arguments(request, method, body) is not { } arguments)
                return (null, Error("invalid_arguments"));
            return method switch
            {
                "chat.postMessage" => Post(arguments),
                "chat.update" => (null, Update(arguments)),
                "views.open" => (null, Open(arguments)),
                "conversations.open" => (null, OpenConversation(arguments)),
                "conversations.history" => (null, History(arguments)),
                "users.lookupByEmail" => (null, LookUp(arguments)),
                _ => (null, Error("unknown_method")),
            };
        }
    }

    /// <summary>Methods that read accept forms, methods that write also accept JSON: https://docs.slack.dev/apis/web-api/#basics.</summary>
    private static JsonElement? Arguments(HttpRequest request, string method, string body)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
            return method is "conversations.history" or "users.lookupByEmail" ? null : JsonDocument.Parse(body).RootElement;
        var form = QueryHelpers.ParseQuery(body).ToDictionary(field => field.Key, field => field.Value.ToString());
        return JsonSerializer.SerializeToElement(form);
    }

    private void Respond(JsonElement answer)
    {
        if (answer.TryGetProperty("blocks", out var blocks) && BlockKit.OfMessage(blocks) is [var wrong, ..])
            Complaints.Enqueue($"response_url: {wrong}");
        Ephemerals.Enqueue(Text(answer, "text") ?? "");
    }

    private static string? Fault(JsonElement message)
    {
        if (Text(message, "text") is not { Length: > 0 and <= 4000 } text)
            return "a text of at most 4000 characters, for where blocks are not shown";
        if (BlockKit.HasMarkup(text))
            return "markup in what people wrote";
        return message.TryGetProperty("blocks", out var blocks) ? Whole(BlockKit.OfMessage(blocks)) : "no blocks";
    }

    private static string? Whole(IReadOnlyList<string> complaints) => complaints.Count == 0 ? null : string.Join("; ", complaints);

    private bool IsTooMuch(string method)
    {
        if (!PerMinute.TryGetValue(method, out var max))
            return false;
        var calls = _perMethod.TryGetValue(method, out var known) ? known : _perMethod[method] = [];
        calls.RemoveAll(at => Clock() - at >= TimeSpan.FromMinutes(1));
        if (calls.Count >= max)
            return true;
        calls.Add(Clock());
        return false;
    }

    private JsonObject Complain(string method, string wrong)
    {
        Complaints.Enqueue($"{method}: {wrong}");
        return Error("invalid_blocks");
    }

    private static JsonObject Error(string code) => new() { ["ok"] = false, ["error"] = code };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
