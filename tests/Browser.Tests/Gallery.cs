using System.Net;
using System.Text.Json;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>The sample organization at work: there is something to see on every page.</summary>
public sealed class Gallery : IAsyncLifetime
{
    /// <summary>Owns the app Ledger; four people report to her.</summary>
    public const string Reviewer = "amara.okafor";

    public const string Admin = "tomasz.wisniewski";

    /// <summary>Nothing waits for him.</summary>
    public const string Idle = "wei.zhang";

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    /// <summary>A certification that nobody decides.</summary>
    public int Waiting { get; private set; }

    public int Decided { get; private set; }

    public Mailbox Mails => new(App, $"{Reviewer}@lindqvist.example");

    public async ValueTask InitializeAsync()
    {
        App = await TheApp.StartAsync(settings: ["SampleOrganization=on"]);
        await App.RestAsync();
        Waiting = await OpenAsync("certification", "henrik.aalto", "ledger/reader");
        foreach (var (user, entitlement) in new[]
        {
            ("david.goldberg", "ledger/reader"), ("kwame.mensah", "ledger/reader"), ("linh.nguyen", "ledger/clerk"), ("david.goldberg", "ledger/clerk"),
            ("priya.raghunathan", "ledger/admin"), ("ingrid.lindqvist", "ledger/reader"),
        })
        {
            await OpenAsync("certification", user, entitlement);
        }

        await OpenAsync("revocation", "zeynep.aydin", "ledger/export");
        await DecideAsync(await OpenAsync("revocation", "jonas.weber", "ledger/approver"), "confirm", "Has moved to another department");
        Decided = await OpenAsync("certification", "linh.nguyen", "ledger/reader");
        await DecideAsync(Decided, "certify", "Books the branch office's invoices");

        await RequestAsync("kwame.mensah", "ledger/clerk");
        await DecideAsync(await WaitingAsync("approval"), "approve", null);
        await RequestAsync("david.goldberg", "source/website-read");
        await RequestAsync("linh.nguyen", "payroll/reports");
        await RequestAsync("chloe.dubois", "ledger/treasurer");
    }

    public async ValueTask DisposeAsync()
    {
        await App.RestAsync();
        await App.DisposeAsync();
    }

    /// <summary>The link of the newest mail that speaks of this.</summary>
    public async Task<Uri> LinkAsync(string subject) =>
        (await Mails.AllAsync()).Last(mail => mail.Subject.Contains(subject, StringComparison.Ordinal) && mail.Links.Any(link => link.Contains("/r/", StringComparison.Ordinal))).SignedLink;

    public async Task<int> OpenAsync(string kind, string user, string entitlement)
    {
        var task = await App.As(Admin).PostAsync("/api/v1/tasks", new { kind, user, entitlement }, HttpStatusCode.Created);
        await App.RestAsync();
        return Number(task);
    }

    public async Task DecideAsync(int number, string decision, string? reason)
    {
        await App.As(Reviewer).DecideAsync(number, decision, reason);
        await App.RestAsync();
    }

    public async Task RequestAsync(string user, string entitlement)
    {
        await App.As(user).RequestAsync(entitlement, "I take over from a colleague next month.");
        await App.RestAsync();
    }

    public async Task<int> WaitingAsync(string kind) =>
        Number((await App.As(Reviewer).MyTasksAsync()).First(task => task.GetProperty("kind").GetString() == kind));

    /// <summary>Sends files to import, and waits for nothing.</summary>
    public async Task<string> ImportAsync(params (string Name, string Csv)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, csv) in files)
            form.Add(new StringContent(csv), name, $"{name}.csv");
        using var answer = await App.As(Admin).Http.PostAsync("/api/v1/directory/imports", form);
        return answer.Headers.Location!.OriginalString.Split('/')[^1]; // An accepted import says where it is.
    }

    private static int Number(JsonElement task) => task.GetProperty("number").GetInt32();
}
