using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Notifications;

public sealed class StoredNotificationSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_row_of_the_first_schema_is_read_as_a_separate_mail()
    {
        var row = new TableEntity("t1", "n1")
        {
            ["State"] = "Pending",
            ["Task"] = "t1",
            ["Generation"] = 1,
            ["Version"] = 2L,
            ["Kind"] = "Assigned",
            ["Recipient"] = "mia",
            ["RequestedAt"] = Monday,
        };

        var read = StoredNotification.Of(row);

        Assert.Equal(new Notice(TaskId.From("t1"), 1, 2, NotificationKind.Assigned, UserId.From("mia")), read.Notice);
        Assert.Equal((NotificationState.Pending, null, null), (read.State, read.Summary, read.Batch));
    }

    [Fact]
    public void The_channel_of_a_row_keeps_its_stored_name()
    {
        var row = new TableEntity("t1", "n1") { ["State"] = "Accepted", ["RequestedAt"] = Monday, ["Channel"] = "Slack", ["Posted"] = "{}" };

        var read = StoredNotification.Of(row);

        Assert.Equal("slack", read.Channel.Value);
        Assert.Equal("Slack", read.ToRow().GetString("Channel"));
        Assert.Equal(["Email", "Slack"], new[] { ChannelKey.Mail, read.Channel }.Select(StoredChannel.NameOf));
        Assert.Equal(ChannelKey.Mail, StoredChannel.Read("Email"));
    }

    [Fact]
    public void The_message_of_a_row_of_the_third_schema_is_read()
    {
        var row = new TableEntity("t1", "n1")
        {
            ["State"] = "Accepted",
            ["RequestedAt"] = Monday,
            ["Channel"] = "Slack",
            ["SlackChannel"] = "D01",
            ["SlackTs"] = "1.2",
            ["SlackCommentsUntil"] = 3L,
        };

        Assert.Equal("""{"channel":"D01","ts":"1.2","commentsUntil":3,"isAndMore":false}""", StoredNotification.Of(row).Posted);
    }

    [Theory]
    [InlineData("""{"topics":{"assigned":{"mail":"off","slack":true},"ended":{"mail":"digest","slack":false}},"digestHour":17}""")]
    [InlineData("""{"topics":{},"digestOnWeekdaysOnly":false}""")]
    public void The_preferences_that_earlier_builds_stored_are_read_and_written_unchanged(string stored) =>
        Assert.Equal(stored, RowJson.Write(RowJson.Read<NotificationPreferences>(stored)));

    [Fact]
    public void A_stored_notification_is_read_back_unchanged()
    {
        var carrier = NotificationKey.OfBatch(UserId.From("mia"), Monday, ChannelKey.Mail);
        var carried = new StoredNotification(new NotificationKey("t1", "n1"), NotificationState.Carried)
        {
            Notice = new Notice(TaskId.From("t1"), 1, 2, NotificationKind.Assigned, UserId.From("mia")),
            Batch = carrier,
            RequestedAt = Monday,
        };
        var digest = new StoredNotification(NotificationKey.OfDigest(UserId.From("mia"), new DateOnly(2026, 11, 2)), NotificationState.Pending)
        {
            Summary = new Summary(SummaryKind.Digest, UserId.From("mia")),
            RequestedAt = Monday,
        };

        Assert.Equal(carried, StoredNotification.Of(carried.ToRow()));
        Assert.Equal(digest, StoredNotification.Of(digest.ToRow()));
    }
}
