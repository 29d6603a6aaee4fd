using AccessReview.App.Access;
using AccessReview.App.Directory;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Provisioning;

public sealed class GrantLedgerSpecs
{
    private static readonly UserId Ada = new("ada");
    private static readonly EntitlementId Reader = new(SmallOrganization.Reader);

    [Fact]
    public async Task A_task_changes_a_grant_once_even_when_the_effect_is_applied_repeatedly()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (ledger, directory) = (app.Get<GrantLedger>(), app.Get<DirectoryStore>());
        var (record, end) = (new Effect.ChangeGrant(GrantChange.Record, new UserId("olga")), new Effect.ChangeGrant(GrantChange.End, new UserId("olga")));

        await ApplyAsync(ledger, directory, SomeTask.Of("t1", TaskKind.Provisioning), record, app.Now);
        await ApplyAsync(ledger, directory, SomeTask.Of("t2", TaskKind.Deprovisioning), end, app.Now.AddDays(1));
        await ApplyAsync(ledger, directory, SomeTask.Of("t1", TaskKind.Provisioning), record, app.Now);

        var grant = await directory.FindGrantAsync(Ada, Reader, default);
        Assert.Equal(GrantState.Ended, grant?.State);
        Assert.Equal(app.Now.AddDays(1), grant?.EndedAt);
        Assert.Equal(1, (await directory.CountHoldersAsync(Reader, default)).Total);
    }

    [Fact]
    public async Task Access_that_could_not_be_removed_is_marked_as_still_there_and_counts_as_access()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (ledger, directory) = (app.Get<GrantLedger>(), app.Get<DirectoryStore>());

        await ApplyAsync(ledger, directory, SomeTask.Of("t1", TaskKind.Deprovisioning, "bob"), new(GrantChange.MarkStillThere, null), app.Now);
        await ApplyAsync(ledger, directory, SomeTask.Of("t2", TaskKind.Certification, "bob"), new(GrantChange.Certify, new UserId("olga")), app.Now);

        var grant = await directory.FindGrantAsync(new("bob"), Reader, default);
        Assert.Equal(GrantState.StillThere, grant?.State);
        Assert.Equal(new UserId("olga"), grant?.LastCertifiedBy);
        Assert.Equal(new HolderCount(1, 1), await directory.CountHoldersAsync(Reader, default));
    }

    [Fact]
    public async Task Two_simultaneous_tasks_both_change_the_grant()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        var (ledger, directory) = (app.Get<GrantLedger>(), app.Get<DirectoryStore>());

        await Task.WhenAll(
            ApplyAsync(ledger, directory, SomeTask.Of("t1", TaskKind.Certification, "bob"), new(GrantChange.Certify, new UserId("olga")), app.Now),
            ApplyAsync(ledger, directory, SomeTask.Of("t2", TaskKind.Deprovisioning, "bob"), new(GrantChange.MarkStillThere, null), app.Now));

        var grant = await directory.FindGrantAsync(new("bob"), Reader, default);
        Assert.Equal(GrantState.StillThere, grant?.State);
        Assert.NotNull(grant?.LastCertifiedAt);
    }

    private static async Task ApplyAsync(GrantLedger ledger, DirectoryStore directory, ReviewTask task, Effect.ChangeGrant effect, DateTimeOffset at)
    {
        var stored = await directory.LoadGrantAsync(task.Subject.User, task.Subject.Entitlement, CancellationToken.None);
        await ledger.ApplyAsync(task, effect, at, stored, CancellationToken.None);
    }
}
