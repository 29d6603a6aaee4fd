using System.Net;
using System.Net.Http.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>An organization in which every name is one word of sixty characters.</summary>
public sealed class LongNames : IAsyncLifetime
{
    public const string Admin = SmallOrganization.Admin;
    public const string Reviewer = "rita";
    public const string Requester = "remo";
    public const string Subject = "wolf";
    public const string Entitlement = "SG_FIN_SAP_PROD_AccountsPayable_Approver_DE_Berlin_RW_000001";

    private const string Person = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis";

    public TheApp App { get; private set; } = null!; // Set by InitializeAsync.

    public IReadOnlyList<Mail> Mails { get; private set; } = [];

    /// <summary>An open certification of the reviewer.</summary>
    public int Task { get; private set; }

    public string Request { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        App = await TheApp.StartAsync(settings: ["Notifications:GatherFor=00:10:00", "Site:Name=Zugriffsueberpruefungsverwaltungsanwendungsbezeichnungstest0"]);
        await App.As(Admin).PostAsync("/api/v1/directory/imports", Import(), HttpStatusCode.Accepted);
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        foreach (var number in Enumerable.Range(1, 5))
            Task = await OpenAsync("certification", number);
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        await OpenAsync("revocation", 1);
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        var request = await App.As(Requester).RequestAsync(Entitlement, $"Because_of_{new string('x', 60)} and so on");
        Request = request.GetProperty("id").GetString()!; // A created task has an id.
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        var approval = (await App.As(Reviewer).MyTasksAsync("&kind=approval"))[0].GetProperty("number").GetInt32();
        foreach (var (person, text) in new[] { (Reviewer, $"What_for_{Person}?"), (Requester, $"For_{Person}."), (Requester, "And_more"), (Requester, $"And_yet_{Person}") })
            await App.As(person).PostAsync($"/api/v1/tasks/{approval}/comments", new { text }, HttpStatusCode.OK);
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        await App.Get<SignInMails>().SendAsync($"{Subject}@example.test", "/", CancellationToken.None);
        // Reminders, escalation, closing: every kind of mail is sent within a week and a half.
        for (var day = 1; day <= 10; day++)
            await App.AdvanceAsync(TimeSpan.FromDays(1));
        // A new task of the same access, so that its link is fresh.
        await App.As(Admin).PostAsync($"/api/v1/tasks/{Task}/cancellation", new { }, HttpStatusCode.OK);
        Task = await OpenAsync("certification", 5);
        Request = (await App.As(Requester).RequestAsync(Entitlement, $"Again_{new string('x', 60)}")).GetProperty("id").GetString()!; // As above.
        await App.AdvanceAsync(TimeSpan.FromMinutes(11));
        using var client = App.Client();
        Mails = [.. (await client.GetFromJsonAsync<List<Mail>>("/emulator/api/outbox"))!.OrderBy(mail => mail.Id)];
    }

    public async ValueTask DisposeAsync() => await App.DisposeAsync();

    private async Task<int> OpenAsync(string kind, int number)
    {
        var task = await App.As(Admin).PostAsync("/api/v1/tasks", new { kind, user = Subject, entitlement = EntitlementOf(number), reason = Person }, HttpStatusCode.Created);
        await App.RestAsync();
        return task.GetProperty("number").GetInt32();
    }

    private static string EntitlementOf(int number) => $"{Entitlement[..^1]}{number + 1}";

    private static object Import() => new
    {
        users = new object[]
        {
            new { id = Admin, email = "adam@example.test", displayName = $"A{Person[1..]}", roles = "admin" },
            new { id = Reviewer, email = "rita@example.test", displayName = $"R{Person[1..]}" },
            new { id = Requester, email = $"remo{new string('r', 55)}@example.test", displayName = $"Q{Person[1..]}", managerId = Reviewer, locale = "de" },
            new { id = Subject, email = "wolf@example.test", displayName = Person, managerId = Reviewer, locale = "de" },
        },
        apps = new object[] { new { id = "tool", name = $"Tool_{new string('T', 55)}", description = new string('d', 120), ownerIds = $"{Reviewer};{Requester}" } },
        entitlements = Enumerable.Range(0, 6)
            .Select(number => new { id = number == 0 ? Entitlement : EntitlementOf(number), appId = "tool", name = $"{Entitlement[..^1]}{number}", type = "role", risk = "low", ownerIds = Reviewer }),
        grants = Enumerable.Range(1, 5).Select(number => new { userId = Subject, entitlementId = EntitlementOf(number), accountId = $"account_{new string('a', 52)}" }),
    };
}
