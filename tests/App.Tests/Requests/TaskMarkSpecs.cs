using AccessReview.App.Requests;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Requests;

public sealed class TaskMarkSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_a_newer_task_state_changes_a_request()
    {
        var approval = new TaskMark(new("t1"), TaskKind.Approval, Monday, 1000, 4);
        var provisioning = new TaskMark(new("t2"), TaskKind.Provisioning, Monday, 1001, 2);
        var retry = new TaskMark(new("t3"), TaskKind.Provisioning, Monday.AddHours(1), 1002, 2);

        Assert.True(approval.IsNewerThan(null));
        Assert.False(approval.IsNewerThan(approval));
        Assert.True((approval with { Version = 5 }).IsNewerThan(approval));
        Assert.True(provisioning.IsNewerThan(approval with { Version = 9 }));
        Assert.False((approval with { Version = 9 }).IsNewerThan(provisioning));
        Assert.True(retry.IsNewerThan(provisioning with { Version = 9 }));
    }
}
