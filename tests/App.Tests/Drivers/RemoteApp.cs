using System.Net.Http.Json;
using System.Text.Json;

namespace AccessReview.App.Tests.Drivers;

/// <summary>HTTP calls to the app in another process, at its address after the last start.</summary>
public sealed class RemoteApp(AppProcess process, OidcIssuer issuer, Func<DateTimeOffset> now) : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1) };

    public Person As(string user)
    {
        var http = Client();
        http.DefaultRequestHeaders.Authorization = new("Bearer", issuer.TokenFor(user, now()));
        return new Person(user, http, () => AdvanceAsync("PT0S"));
    }

    public HttpClient Client() => new(_handler, disposeHandler: false) { BaseAddress = process.Address };

    /// <summary>Moves the app's clock and waits until no work is pending; <c>PT0S</c> only waits.</summary>
    public async Task AdvanceAsync(string by)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync("/emulator/api/clock", new { advance = by });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The mails in its outbox by operation id.</summary>
    public async Task<IReadOnlyList<SentMail>> MailsAsync(string? to = null)
    {
        using var client = Client();
        return await client.GetFromJsonAsync<List<SentMail>>("/emulator/api/outbox" + (to is null ? "" : "?to=" + Uri.EscapeDataString(to))) ?? throw new JsonException("An outbox is a list.");
    }

    /// <summary>Signs in at the issuer like a browser. Returns the session cookie as a header value.</summary>
    public async Task<string> SignInAsync(string user)
    {
        using var client = Client();
        using var begun = await client.GetAsync("/sign-in?return=%2F");
        var clock = await client.GetFromJsonAsync<JsonElement>("/emulator/api/clock");
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.SignIn(begun.Headers.Location!, user, clock.GetProperty("now").GetDateTimeOffset())); // To the issuer.
        request.Headers.Add("Cookie", CookieIn(begun));
        using var signedIn = await client.SendAsync(request);
        return CookieIn(signedIn, "session=");
    }

    public void Dispose() => _handler.Dispose();

    private static string CookieIn(HttpResponseMessage response, string start = "") =>
        response.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith(start, StringComparison.Ordinal)).Split(';')[0];
}

public sealed record SentMail(long Id, DateTimeOffset At, string Subject, IReadOnlyList<string> To, string OperationId, IReadOnlyList<string> Links);
