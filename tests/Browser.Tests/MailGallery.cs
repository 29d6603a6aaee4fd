using System.Net;
using System.Net.Http.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>The sample organization and its mails of a week with every kind of event.</summary>
public sealed class MailGallery : IAsyncLifetime
{
    /// <summary>Owns the app Ledger; four people report to her.</summary>
    private const string Reviewer = "amara.okafor";
    private const string Admin = "tomasz.wisniewski";

    /// <summary>Longer than the batch window, so that later mails are not batched with earlier ones.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(11);

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    private IReadOnlyList<Mail> Mails { get; set; } = [];

    public async ValueTask InitializeAsync()
    {
        App = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Notifications:GatherFor=00:10:00"]);
        await App.AdvanceAsync(QuietTime);
        await TasksOfEveryKindAsync();
        await ManyAtOnceAsync();
        await App.Get<SignInMails>().SendAsync($"{Reviewer}@lindqvist.example", "/", CancellationToken.None);
        // Without a response assignees get a reminder after a day, others are added after three days, and the last
        // reminder is sent before the task closes.
        for (var day = 1; day <= 7; day++)
            await App.AdvanceAsync(TimeSpan.FromDays(1));
        await DigestAsync();
        using var client = App.Client();
        Mails = [.. (await client.GetFromJsonAsync<List<Mail>>("/emulator/api/outbox"))!.OrderBy(mail => mail.Id)];
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    /// <summary>The first mail whose subject starts with this text.</summary>
    public Mail Of(string subject) =>
        Mails.FirstOrDefault(mail => mail.Subject.StartsWith(subject, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"No mail's subject begins with {subject}. There are: {string.Join(" | ", Mails.Select(mail => mail.Subject).Distinct())}");

    private async Task TasksOfEveryKindAsync()
    {
        await OpenAsync("certification", "henrik.aalto", "ledger/reader");
        await OpenAsync("revocation", "zeynep.aydin", "ledger/export");
        await DecideAsync(await OpenAsync("revocation", "jonas.weber", "ledger/approver"), "confirm", "Has moved to another department");
        await RequestAsync("kwame.mensah", "ledger/clerk", "I take over invoices from Linh next month.");
        await DecideAsync(await WaitingAsync("approval"), "approve", null);
        await DecideAsync(await WaitingAsync("provisioning"), "error", "The ledger is closed for the month's end; it opens again on Thursday.");
        await RequestAsync("david.goldberg", "source/website-read", "I write the news.");
        await DecideAsync(await WaitingAsync("approval"), "deny", "Hannah's team does this for you.");
        await RequestAsync("linh.nguyen", "payroll/reports", "For the yearly budget.");
        var comment = new { text = "I need it until the end of March.\nThen it can be removed." };
        await App.As("linh.nguyen").PostAsync($"/api/v1/tasks/{await WaitingAsync("approval")}/comments", comment, HttpStatusCode.OK);
        await App.As(Reviewer).PostAsync($"/api/v1/tasks/{await WaitingAsync("approval")}/questions", new { text = "Which reports, and for which year?" }, HttpStatusCode.OK);
        await App.RestAsync();
        await App.As("linh.nguyen").PostAsync($"/api/v1/tasks/{await WaitingAsync("approval")}/answers", new { text = "Those of the whole group, for next year." }, HttpStatusCode.OK);
        await App.AdvanceAsync(QuietTime);
    }

    private async Task ManyAtOnceAsync()
    {
        foreach (var (user, entitlement) in new[]
        {
            ("david.goldberg", "ledger/reader"), ("kwame.mensah", "ledger/reader"), ("linh.nguyen", "ledger/clerk"), ("priya.raghunathan", "ledger/admin"), ("ingrid.lindqvist", "ledger/reader"),
        })
        {
            await App.As(Admin).PostAsync("/api/v1/tasks", new { kind = "certification", user, entitlement }, HttpStatusCode.Created);
            await App.RestAsync();
        }

        await App.AdvanceAsync(QuietTime);
    }

    private async Task DigestAsync()
    {
        var topics = new[] { new { topic = "assigned", mail = "digest" } };
        using var answer = await App.As(Reviewer).Http.PutAsJsonAsync("/api/v1/my/notification-settings", new { topics, digest = new { hour = 12 } });
        answer.EnsureSuccessStatusCode();
        await App.AdvanceAsync(TimeSpan.FromHours(2));
    }

    private async Task<int> OpenAsync(string kind, string user, string entitlement)
    {
        var task = await App.As(Admin).PostAsync("/api/v1/tasks", new { kind, user, entitlement }, HttpStatusCode.Created);
        await App.AdvanceAsync(QuietTime);
        return task.GetProperty("number").GetInt32();
    }

    private async Task DecideAsync(int number, string decision, string? reason)
    {
        await App.As(Reviewer).DecideAsync(number, decision, reason);
        await App.AdvanceAsync(QuietTime);
    }

    private async Task RequestAsync(string user, string entitlement, string reason)
    {
        await App.As(user).RequestAsync(entitlement, reason);
        await App.AdvanceAsync(QuietTime);
    }

    private async Task<int> WaitingAsync(string kind) =>
        (await App.As(Reviewer).MyTasksAsync("&order=created")).First(task => task.GetProperty("kind").GetString() == kind).GetProperty("number").GetInt32();
}
