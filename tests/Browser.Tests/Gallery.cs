using System.Net;
using System.Text.Json;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>The sample organization with content for every page.</summary>
public sealed class Gallery : IAsyncLifetime
{
    /// <summary>Owns the app Ledger; four people report to her.</summary>
    public const string Reviewer = "amara.okafor";

    public const string Admin = "tomasz.wisniewski";

    /// <summary>A person without open tasks.</summary>
    public const string Idle = "wei.zhang";

    /// <summary>A person with several requests; her manager is Amara Okafor.</summary>
    public const string Requester = "linh.nguyen";

    public const string Auditor = "henrik.aalto";

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    /// <summary>An undecided certification.</summary>
    public int Waiting { get; private set; }

    public int Decided { get; private set; }

    /// <summary>URLs of the requester's requests.</summary>
    public string WaitingRequest { get; private set; } = "";

    public string AskedRequest { get; private set; } = "";

    /// <summary>The approval of that request.</summary>
    public int AskedTask { get; private set; }

    public string DeniedRequest { get; private set; } = "";

    public string GivenRequest { get; private set; } = "";

    public string FailedRequest { get; private set; } = "";

    /// <summary>Some of the app Ledger, two of them without an owner.</summary>
    private static readonly object[] Accounts =
    [
        new { id = "amara.okafor", appId = "ledger", login = "a.okafor", ownerId = Reviewer },
        new { id = "svc-export", appId = "ledger", login = "svc-export", type = "service", lastUsedAt = "2026-10-30" },
        new { id = "j.doe", appId = "ledger", login = "j.doe", status = "disabled" },
    ];

    /// <summary>URLs of campaigns: a draft, one that reviewers decide, and one that waits for a second person.</summary>
    public string DraftCampaign { get; private set; } = "";

    public string OpenCampaign { get; private set; } = "";

    public string GuardedCampaign { get; private set; } = "";

    public Mailbox Mails => new(App, $"{Reviewer}@lindqvist.example");

    public async ValueTask InitializeAsync()
    {
        App = await TheApp.StartAsync(settings: ["SampleOrganization=on", "Notifications:Locked=escalated"]);
        // Two hours pass, so that there are audit digests to check.
        await App.AdvanceAsync(TimeSpan.FromHours(2));
        // She has no language in the directory, so the browser's language is used.
        await App.As(Admin).PostAsync("/api/v1/directory/imports", new { users = new object[] { new { id = Reviewer, email = $"{Reviewer}@lindqvist.example", displayName = "Amara Okafor", locale = "(none)" } }, accounts = Accounts }, HttpStatusCode.Accepted);
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
        DeniedRequest = await RequestAsync(Requester, "payroll/bonus");
        await DecideAsync(await WaitingAsync("approval"), "deny", "Bonuses are planned by those who lead a team.");
        GivenRequest = await RequestAsync(Requester, "warehouse/viewer");
        await DecideAsync(await WaitingAsync("approval"), "approve", null);
        await DecideAsync("david.goldberg", "complete", null);
        FailedRequest = await RequestAsync(Requester, "source/website-read");
        await DecideAsync(await WaitingAsync("approval"), "approve", "Helps with the new pages");
        await DecideAsync("hannah.vogel", "error", "There is no seat left; I have ordered one.");
        AskedRequest = await RequestAsync(Requester, "ledger/treasurer");
        AskedTask = await WaitingAsync("approval");
        await App.As(Reviewer).PostAsync($"/api/v1/tasks/{AskedTask}/questions", new { text = "Which pages will you change, and until when?" }, HttpStatusCode.OK);
        await App.RestAsync();
        await RequestAsync("david.goldberg", "source/website-read");
        WaitingRequest = await RequestAsync(Requester, "payroll/reports");
        await RequestAsync("chloe.dubois", "ledger/treasurer");

        DraftCampaign = await CampaignAsync("SOX 2026 Q4", new { minimumRisk = "critical" });
        OpenCampaign = await CampaignAsync("Data warehouse, fourth quarter", new { entitlements = new[] { "warehouse/viewer", "warehouse/finance" } }, "freeze", "start");
        GuardedCampaign = await CampaignAsync("Warehouse administrators", new { entitlements = new[] { "warehouse/admin", "warehouse/personal" } }, "freeze", "start", "close");

        // Something for operators: a message that can never be read.
        await using var sender = App.Get<ServiceBusClient>().CreateSender(NotificationMessage.Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("{") { MessageId = "from-elsewhere" });
        await App.As(Admin).PostAsync("/api/v1/operation/index-rebuilds", new { }, HttpStatusCode.Accepted);
        await App.As(Admin).PostAsync("/api/v1/operation/audit-checks", new { }, HttpStatusCode.Accepted);
        await App.RestAsync();
        await App.Get<AppTables>().Unsettled.UpsertEntityAsync(new TableEntity("00", "tstuck") { ["Version"] = 2L, ["MarkedAt"] = App.Now - TimeSpan.FromMinutes(10), ["Tries"] = 4 });
    }

    public async ValueTask DisposeAsync()
    {
        await App.RestAsync();
        await App.DisposeAsync();
    }

    /// <summary>The link in the newest mail that contains this text.</summary>
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

    /// <returns>The URL of the campaign's page.</returns>
    private async Task<string> CampaignAsync(string name, object scope, params string[] commands)
    {
        var plan = new
        {
            name,
            scope,
            reviewers = new { source = "named", users = new[] { "rafael.costa" } },
            due = App.Now.AddDays(20),
            control = "ITGC-7",
            noResponse = "remove",
            guard = new { maxRemovals = 0, maxPercent = 20 },
        };
        var id = (await App.As(Admin).PostAsync("/api/v1/campaigns", plan, HttpStatusCode.Created)).GetProperty("id").GetString();
        foreach (var command in commands)
        {
            await App.As(Admin).PostAsync($"/api/v1/campaigns/{id}/{command}", command == "close" ? new { reason = "The auditor comes earlier." } : new object(), HttpStatusCode.Accepted);
            await App.RestAsync();
        }

        return $"/campaigns/{id}";
    }

    /// <returns>The URL of the request's page.</returns>
    public async Task<string> RequestAsync(string user, string entitlement)
    {
        var request = await App.As(user).RequestAsync(entitlement, "I take over from a colleague next month.");
        await App.RestAsync();
        return $"/requests/{request.GetProperty("id").GetString()}";
    }

    /// <summary>Completes the provisioning of the last approved request.</summary>
    private async Task DecideAsync(string giver, string decision, string? reason)
    {
        var tasks = await App.As(giver).MyTasksAsync("&kind=provisioning");
        await App.As(giver).DecideAsync(Number(tasks[^1]), decision, reason);
        await App.RestAsync();
    }

    public async Task<int> WaitingAsync(string kind) =>
        Number((await App.As(Reviewer).MyTasksAsync()).First(task => task.GetProperty("kind").GetString() == kind));

    /// <summary>Sends files to import without waiting.</summary>
    public Task<string> ImportAsync(params (string Name, string Csv)[] files) => SendAsync("/api/v1/directory/imports", files);

    /// <summary>Sends files to check without waiting.</summary>
    public Task<string> CheckAsync(params (string Name, string Csv)[] files) => SendAsync("/api/v1/directory/imports?dryRun=true", files);

    private async Task<string> SendAsync(string path, IEnumerable<(string Name, string Csv)> files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, csv) in files)
            form.Add(new StringContent(csv), name, $"{name}.csv");
        using var answer = await App.As(Admin).Http.PostAsync(path, form);
        return answer.Headers.Location!.OriginalString.Split('/')[^1]; // The answer to an accepted import has its URL.
    }

    private static int Number(JsonElement task) => task.GetProperty("number").GetInt32();
}
