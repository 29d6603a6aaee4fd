using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Xunit;
using static AccessReview.Domain.Notifications.MailTiming;
using static AccessReview.Domain.Notifications.NotificationTopic;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class NotificationPlanTests
{
    public static TheoryData<NotificationTopic> Topics => [.. Enum.GetValues<NotificationTopic>()];

    // The organization decides if it has locked a topic, otherwise the person, otherwise the organization's default.
    [Theory]
    [InlineData(Reminder, null, AtOnce, false, AtOnce)]
    [InlineData(Reminder, Digest, AtOnce, false, Digest)]
    [InlineData(Reminder, Off, AtOnce, false, Off)]
    [InlineData(Reminder, null, Digest, false, Digest)]
    [InlineData(Reminder, AtOnce, Digest, false, AtOnce)]
    [InlineData(Reminder, null, Off, false, Off)]
    [InlineData(Reminder, Off, AtOnce, true, AtOnce)]
    [InlineData(Reminder, AtOnce, Off, true, Off)]
    [InlineData(Reminder, AtOnce, Digest, true, Digest)]
    // Urgent topics are not delayed by a person's choice, only by the organization's.
    [InlineData(Escalated, Digest, AtOnce, false, AtOnce)]
    [InlineData(LastReminder, Digest, AtOnce, false, AtOnce)]
    [InlineData(Escalated, Off, AtOnce, false, Off)]
    [InlineData(Escalated, null, Digest, false, Digest)]
    [InlineData(Escalated, Digest, Digest, false, Digest)]
    [InlineData(LastReminder, Digest, Digest, true, Digest)]
    public void The_notification_plan_follows_the_table(NotificationTopic topic, MailTiming? own, MailTiming organization, bool isLocked, MailTiming planned) =>
        Assert.Equal(planned, NotificationPlan.For(Own(topic, own), Organization(topic, organization, isLocked), topic).Mail);

    [Theory]
    [InlineData(NotificationKind.Assigned, Assigned)]
    [InlineData(NotificationKind.Reminder, Reminder)]
    [InlineData(NotificationKind.SecondChannel, LastReminder)]
    [InlineData(NotificationKind.Escalated, Escalated)]
    [InlineData(NotificationKind.Outcome, Ended)]
    [InlineData(NotificationKind.Failed, Ended)]
    [InlineData(NotificationKind.Commented, Comment)]
    public void Every_kind_of_notification_is_planned_by_its_topic(NotificationKind kind, NotificationTopic topic) =>
        Assert.Equal(Off, NotificationPlan.For(Own(topic, Off), new OrganizationNotifications(), kind).Mail);

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_person_without_choices_is_notified_at_once_by_every_channel(NotificationTopic topic)
    {
        Assert.Equal(new Channels(AtOnce, true), NotificationPlan.For(NotificationPreferences.None, new OrganizationNotifications { HasSlack = true }, topic));
        Assert.Equal(new Channels(AtOnce, false), NotificationPlan.For(NotificationPreferences.None, new OrganizationNotifications(), topic));
    }

    [Fact]
    public void A_person_who_chose_Slack_is_notified_by_mail_when_Slack_is_removed()
    {
        var own = new NotificationPreferences { Topics = new Dictionary<NotificationTopic, Channels> { [Assigned] = new(Off, true) } };

        Assert.Equal(new Channels(Off, true), NotificationPlan.For(own, new OrganizationNotifications { HasSlack = true }, Assigned));
        Assert.Equal(new Channels(AtOnce, false), NotificationPlan.For(own, new OrganizationNotifications(), Assigned));
    }

    [Theory]
    [InlineData(Reminder, Off, false, null)]
    [InlineData(Reminder, Digest, false, null)]
    [InlineData(Reminder, Off, true, ChannelRefusal.Locked)]
    [InlineData(Reminder, AtOnce, true, null)]
    [InlineData(Escalated, Digest, false, ChannelRefusal.TooUrgentForDigest)]
    [InlineData(Escalated, Digest, true, ChannelRefusal.Locked)]
    [InlineData(Escalated, Off, false, null)]
    public void The_allowed_choices_follow_the_table(NotificationTopic topic, MailTiming wanted, bool isLocked, ChannelRefusal? refusal) =>
        Assert.Equal(refusal, NotificationPlan.Judge(Organization(topic, AtOnce, isLocked), topic, new Channels(wanted, false)));

    [Theory]
    [MemberData(nameof(Topics))]
    public void An_allowed_choice_is_planned_as_chosen(NotificationTopic topic)
    {
        foreach (var usual in Enum.GetValues<MailTiming>())
        {
            var organization = Organization(topic, usual, false);
            foreach (var wanted in NotificationPlan.ChoicesFor(organization, topic))
            {
                Assert.Null(NotificationPlan.Judge(organization, topic, new Channels(wanted, false)));
                Assert.Equal(wanted, NotificationPlan.For(NotificationPlan.Keep(Own(topic, wanted), organization), organization, topic).Mail);
            }
        }
    }

    [Fact]
    public void A_choice_equal_to_the_default_is_not_stored()
    {
        var organization = Organization(Reminder, Digest, false);
        var wanted = new NotificationPreferences
        {
            Topics = new Dictionary<NotificationTopic, Channels> { [Reminder] = new(Digest, false), [Assigned] = new(Digest, false), [Ended] = new(Off, false) },
            DigestHour = 9,
            DigestOnWeekdaysOnly = false,
        };

        var kept = NotificationPlan.Keep(wanted, organization);

        Assert.Equal([Assigned, Ended], kept.Topics.Keys);
        Assert.Equal((null, false), (kept.DigestHour, kept.DigestOnWeekdaysOnly));
        // Nothing was chosen for Slack: a digest choice applies as usual, and a person who turned everything off gets nothing.
        Assert.Equal((true, false), (kept.Topics[Assigned].Slack, kept.Topics[Ended].Slack));
    }

    [Fact]
    public void A_digest_is_planned_only_for_people_who_get_a_topic_by_digest()
    {
        Assert.False(NotificationPlan.WantsDigest(NotificationPreferences.None, new OrganizationNotifications()));
        Assert.True(NotificationPlan.WantsDigest(Own(Reminder, Digest), new OrganizationNotifications()));
        Assert.True(NotificationPlan.WantsDigest(NotificationPreferences.None, Organization(Assigned, Digest, true)));
        Assert.False(NotificationPlan.WantsDigest(Own(Assigned, AtOnce), Organization(Assigned, Digest, false)));
    }

    private static NotificationPreferences Own(NotificationTopic topic, MailTiming? mail) => new()
    {
        Topics = mail is { } chosen ? new Dictionary<NotificationTopic, Channels> { [topic] = new(chosen, false) } : [],
    };

    private static OrganizationNotifications Organization(NotificationTopic topic, MailTiming mail, bool isLocked) => new()
    {
        Topics = new Dictionary<NotificationTopic, TopicDefault> { [topic] = new(new Channels(mail, true), isLocked) },
    };
}
