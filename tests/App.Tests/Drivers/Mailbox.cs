using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace AccessReview.App.Tests.Drivers;

/// <summary>A mail as the emulator's outbox shows it.</summary>
public sealed record Mail(long Id, DateTimeOffset At, string Subject, string Text, string Html, IReadOnlyList<string> Links)
{
    /// <summary>The signed link. All buttons of a mail have the same token.</summary>
    [JsonIgnore]
    public Uri SignedLink => new(Links.First(link => link.Contains("/r/", StringComparison.Ordinal)));
}

/// <summary>One person's mails from the outbox, oldest first.</summary>
public sealed class Mailbox(TheApp app, string address)
{
    public async Task<IReadOnlyList<Mail>> AllAsync()
    {
        await app.RestAsync();
        using var client = app.Client();
        var mails = await client.GetFromJsonAsync<List<Mail>>($"/emulator/api/outbox?to={Uri.EscapeDataString(address)}");
        return [.. mails!.OrderBy(mail => mail.At)];
    }

    public async Task<Mail> LastAsync() => (await AllAsync())[^1];

    public async Task<int> CountAsync() => (await AllAsync()).Count;
}
