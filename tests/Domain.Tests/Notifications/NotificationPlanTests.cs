using AccessReview.Domain.Notifications;
using AccessReview.Domain.Tasks;
using Xunit;
using static AccessReview.Domain.Notifications.MailTiming;
using static AccessReview.Domain.Notifications.NotificationTopic;

namespace AccessReview.Domain.Tests.Notifications;

public sealed class NotificationPlanTests
{
    private static readonly ChannelKey Slack = new("slack");
    private static readonly ChannelKey Teams = new("teams");

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
    [InlineData(NotificationKind.Question, Comment)]
    [InlineData(NotificationKind.Answer, Comment)]
    [InlineData(NotificationKind.Unanswered, Comment)]
    public void Every_kind_of_notification_is_planned_by_its_topic(NotificationKind kind, NotificationTopic topic) =>
        Assert.Equal(Off, NotificationPlan.For(Own(topic, Off), new OrganizationNotifications(), kind).Mail);

    [Theory]
    [InlineData(NotificationKind.Commented, Digest)]
    [InlineData(NotificationKind.Question, AtOnce)]
    [InlineData(NotificationKind.Answer, AtOnce)]
    [InlineData(NotificationKind.Unanswered, AtOnce)]
    public void Questions_and_answers_do_not_wait_for_a_digest(NotificationKind kind, MailTiming planned) =>
        Assert.Equal(planned, NotificationPlan.For(Own(Comment, Digest), new OrganizationNotifications(), kind).Mail);

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_person_without_choices_is_notified_at_once_by_every_channel(NotificationTopic topic)
    {
        Assert.Equal(Plan(AtOnce, (Slack, true), (Teams, true)), NotificationPlan.For(NotificationPreferences.None, With(Slack, Teams), topic));
        Assert.Equal(Plan(AtOnce), NotificationPlan.For(NotificationPreferences.None, new OrganizationNotifications(), topic));
    }

    [Fact]
    public void A_person_who_chose_one_channel_is_notified_by_mail_when_it_is_removed()
    {
        var own = Own(Assigned, Plan(Off, (Slack, true), (Teams, false)));

        Assert.Equal(Plan(Off, (Slack, true), (Teams, false)), NotificationPlan.For(own, With(Slack, Teams), Assigned));
        Assert.Equal(Plan(AtOnce, (Teams, false)), NotificationPlan.For(own, With(Teams), Assigned));
        Assert.Equal(Plan(AtOnce), NotificationPlan.For(own, new OrganizationNotifications(), Assigned));
    }

    [Fact]
    public void A_person_who_chose_two_channels_keeps_the_other_when_one_is_removed()
    {
        var own = Own(Assigned, Plan(Off, (Slack, true), (Teams, true)));

        Assert.Equal(Plan(Off, (Teams, true)), NotificationPlan.For(own, With(Teams), Assigned));
    }

    [Theory]
    [InlineData(AtOnce, true)]
    [InlineData(Digest, true)]
    [InlineData(Off, false)]
    public void A_channel_that_is_added_after_the_choice_is_on_for_people_with_mail(MailTiming mail, bool isOn) =>
        Assert.Equal(Plan(mail, (Slack, true), (Teams, isOn)), NotificationPlan.For(Own(Assigned, Plan(mail, (Slack, true))), With(Slack, Teams), Assigned));

    [Fact]
    public void A_channel_that_the_organization_has_turned_off_replaces_no_other_one()
    {
        var organization = new OrganizationNotifications
        {
            Channels = new HashSet<ChannelKey> { Slack, Teams },
            Topics = new Dictionary<NotificationTopic, TopicDefault> { [Ended] = new(Plan(Off, (Slack, true), (Teams, false)), true) },
        };

        Assert.Equal([false, true, false], new[] { ChannelKey.Mail, Slack, Teams }.Select(channel => NotificationPlan.MayReplace(organization, Ended, channel)));
        Assert.All([ChannelKey.Mail, Slack, Teams], channel => Assert.True(NotificationPlan.MayReplace(organization, Assigned, channel)));
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
        Assert.Equal(refusal, NotificationPlan.Judge(Organization(topic, AtOnce, isLocked), topic, new Channels(wanted)));

    [Theory]
    [MemberData(nameof(Topics))]
    public void An_allowed_choice_is_planned_as_chosen(NotificationTopic topic)
    {
        foreach (var usual in Enum.GetValues<MailTiming>())
        {
            var organization = Organization(topic, usual, false);
            foreach (var wanted in NotificationPlan.ChoicesFor(organization, topic))
            {
                Assert.Null(NotificationPlan.Judge(organization, topic, new Channels(wanted)));
                Assert.Equal(wanted, NotificationPlan.For(NotificationPlan.Keep(Own(topic, wanted), organization), organization, topic).Mail);
            }
        }
    }

    [Fact]
    public void A_choice_equal_to_the_default_is_not_stored()
    {
        var usual = new TopicDefault(Plan(AtOnce, (Slack, true)), false);
        var organization = new OrganizationNotifications
        {
            Topics = new Dictionary<NotificationTopic, TopicDefault> { [Reminder] = new(Plan(Digest, (Slack, true)), false), [Assigned] = usual, [Ended] = usual },
        };
        var wanted = new NotificationPreferences
        {
            Topics = new Dictionary<NotificationTopic, Channels> { [Reminder] = Plan(Digest, (Slack, false)), [Assigned] = Plan(Digest, (Slack, false)), [Ended] = Plan(Off, (Slack, false)) },
            DigestHour = 9,
            DigestOnWeekdaysOnly = false,
        };

        var kept = NotificationPlan.Keep(wanted, organization);

        Assert.Equal([Assigned, Ended], kept.Topics.Keys);
        Assert.Equal((null, false), (kept.DigestHour, kept.DigestOnWeekdaysOnly));
        // The organization has no Slack yet: a digest choice applies as usual, and a person who turned everything off gets nothing.
        Assert.Equal((Plan(Digest, (Slack, true)), Plan(Off, (Slack, false))), (kept.Topics[Assigned], kept.Topics[Ended]));
    }

    [Fact]
    public void A_choice_about_one_of_several_channels_is_stored()
    {
        var kept = NotificationPlan.Keep(Own(Assigned, Plan(AtOnce, (Slack, true), (Teams, false))), With(Slack, Teams));

        Assert.Equal(Plan(AtOnce, (Slack, true), (Teams, false)), kept.Topics[Assigned]);
        Assert.Empty(NotificationPlan.Keep(Own(Assigned, Plan(AtOnce, (Slack, true), (Teams, true))), With(Slack, Teams)).Topics);
    }

    [Fact]
    public void A_digest_is_planned_only_for_people_who_get_a_topic_by_digest()
    {
        Assert.False(NotificationPlan.WantsDigest(NotificationPreferences.None, new OrganizationNotifications()));
        Assert.True(NotificationPlan.WantsDigest(Own(Reminder, Digest), new OrganizationNotifications()));
        Assert.True(NotificationPlan.WantsDigest(NotificationPreferences.None, Organization(Assigned, Digest, true)));
        Assert.False(NotificationPlan.WantsDigest(Own(Assigned, AtOnce), Organization(Assigned, Digest, false)));
    }

    private static NotificationPreferences Own(NotificationTopic topic, MailTiming? mail) => mail is { } chosen ? Own(topic, new Channels(chosen)) : NotificationPreferences.None;

    private static NotificationPreferences Own(NotificationTopic topic, Channels chosen) => new() { Topics = new Dictionary<NotificationTopic, Channels> { [topic] = chosen } };

    private static Channels Plan(MailTiming mail, params (ChannelKey Channel, bool IsOn)[] others) => new(mail, others.ToDictionary(other => other.Channel, other => other.IsOn));

    private static OrganizationNotifications With(params ChannelKey[] channels) => new() { Channels = channels.ToHashSet() };

    private static OrganizationNotifications Organization(NotificationTopic topic, MailTiming mail, bool isLocked) => new()
    {
        Topics = new Dictionary<NotificationTopic, TopicDefault> { [topic] = new(new Channels(mail), isLocked) },
    };
}
