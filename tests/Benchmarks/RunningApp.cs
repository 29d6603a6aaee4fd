using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;

namespace AccessReview.Benchmarks;

/// <summary>The app in a separate process, with people whose access can be certified.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly AppProcess _process;
    private readonly RemoteApp _remote;

    private RunningApp(AppProcess process, RemoteApp remote)
    {
        (_process, _remote) = (process, remote);
        (Opener, Decider) = (remote.As(SmallOrganization.Admin), remote.As("olga"));
        Outbox = new Outbox(process.DataPath);
    }

    public Person Opener { get; }

    public Person Decider { get; }

    public Outbox Outbox { get; }

    public TimeSpan Cpu => _process.Cpu;

    public static string Subject(int number) => $"reviewed.person{number:D4}";

    public static async Task<RunningApp> StartAsync(OidcIssuer issuer, int subjects, params string[] settings)
    {
        var process = new AppProcess(TheApp.NewFolder(), issuer) { Settings = settings };
        await process.StartAsync();
        var app = new RunningApp(process, new RemoteApp(process, issuer, () => DateTimeOffset.UtcNow));
        await app.Opener.PostAsync("/api/v1/directory/imports", SmallOrganization.Import, HttpStatusCode.Accepted);
        await app._remote.AdvanceAsync("PT0S");
        var people = Enumerable.Range(0, subjects).Select(Subject).ToList();
        await app.Opener.PostAsync(
            "/api/v1/directory/imports",
            new
            {
                users = people.Select(id => new { id, email = $"{id}@example.test", displayName = $"Person {id}", managerId = "mia" }),
                grants = people.Select(userId => new { userId, entitlementId = SmallOrganization.Reader, accountId = $"{userId}@vault" }),
            },
            HttpStatusCode.Accepted);
        await app._remote.AdvanceAsync("PT0S");
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        await Outbox.DisposeAsync();
        _remote.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_process.DataPath, recursive: true);
    }
}
