using AccessReview.App.Notifications;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class MailOperationSpecs
{
    private static readonly IEnumerable<int> Numbers = Enumerable.Range(0, 100);

    private static NotificationKey OfTask(int number) =>
        NotificationKey.Of(TaskId.Derive($"case {number}", nameof(TaskKind.Approval)), 1, NotificationKind.Assigned, UserId.From("mia"), 1);

    private static NotificationKey OfMail(int number) => NotificationKey.OfMail($"mail {number}");

    [Fact]
    public void The_id_of_an_operation_leads_to_the_task_of_its_notification() =>
        Assert.All(Numbers.Select(OfTask), key => Assert.Equal(key.Partition[..13], MailOperation.TaskPartitionOf(MailOperation.IdOf(key, 0))));

    [Fact]
    public void The_id_of_an_operation_leads_to_its_mail_without_a_task() =>
        Assert.All(Numbers.Select(OfMail), key => Assert.Equal(key.Id[..15], MailOperation.MailIdOf(MailOperation.IdOf(key, 0))));

    [Fact]
    public void The_id_of_a_retried_operation_differs_and_leads_to_the_same_notification()
    {
        var (first, second) = (MailOperation.IdOf(OfTask(1), 0), MailOperation.IdOf(OfTask(1), 1));

        Assert.NotEqual(first, second);
        Assert.Equal(MailOperation.TaskPartitionOf(first), MailOperation.TaskPartitionOf(second));
    }

    [Fact]
    public void The_same_attempt_always_has_the_same_id()
    {
        Assert.Equal(MailOperation.IdOf(OfTask(1), 2), MailOperation.IdOf(OfTask(1), 2));
        Assert.Equal(MailOperation.IdOf(OfMail(1), 2), MailOperation.IdOf(OfMail(1), 2));
    }

    [Fact]
    public void Notifications_of_one_task_have_different_ids()
    {
        var task = TaskId.Derive("case", nameof(TaskKind.Approval));
        var ids = Numbers.Select(version => MailOperation.IdOf(NotificationKey.Of(task, 1, NotificationKind.Reminder, UserId.From("mia"), version), 0));

        Assert.Distinct(ids);
    }

    [Fact]
    public void An_id_is_a_UUID_of_version_8() =>
        Assert.All(
            Numbers.Select(OfTask).Concat(Numbers.Select(OfMail)).Select(key => MailOperation.IdOf(key, 0)),
            id => Assert.Equal((8, true), (id.Version, id.Variant is >= 8 and <= 11)));
}
