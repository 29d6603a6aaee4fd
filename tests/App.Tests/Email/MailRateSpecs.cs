using AccessReview.App.Email;
using Xunit;

namespace AccessReview.App.Tests.Email;

public sealed class MailRateSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly MailRate Minute = new(24, TimeSpan.FromMinutes(1));

    [Fact]
    public void No_minute_exceeds_the_mail_limit_by_more_than_a_sixth()
    {
        var sent = Send(MailPriority.First, 500);

        foreach (var start in sent)
            Assert.InRange(sent.Count(at => at >= start && at < start + TimeSpan.FromMinutes(1)), 1, 28);
    }

    [Fact]
    public void The_average_mail_rate_stays_within_a_twentieth_of_the_limit()
    {
        var sent = Send(MailPriority.Usual, 500);

        var perMinute = 500 / (sent[^1] - sent[0]).TotalMinutes;
        Assert.InRange(perMinute, 24 * 0.95, 24 * 1.05);
    }

    [Fact]
    public void Urgent_mails_are_sent_while_other_mails_must_wait()
    {
        // Escalations, then new tasks, then reminders, then digests.
        var fullAt = Monday;
        foreach (var (less, more) in new[] { (MailPriority.Last, MailPriority.Later), (MailPriority.Later, MailPriority.Usual), (MailPriority.Usual, MailPriority.First) })
        {
            while (Minute.EarliestFor(less, fullAt) <= Monday)
                fullAt = Minute.Spend(fullAt, Monday);
            Assert.True(Minute.EarliestFor(more, fullAt) <= Monday);
        }
    }

    [Theory]
    [InlineData(MailPriority.First)]
    [InlineData(MailPriority.Usual)]
    [InlineData(MailPriority.Last)]
    public void The_free_permits_equal_the_mails_that_can_be_sent_at_once(MailPriority priority)
    {
        var (fullAt, went) = (Monday - TimeSpan.FromHours(1), 0);
        var free = Minute.FreeFor(priority, fullAt, Monday);
        for (; Minute.EarliestFor(priority, fullAt) <= Monday; went++)
            fullAt = Minute.Spend(fullAt, Monday);

        Assert.Equal(went, free);
        Assert.Equal(0, Minute.FreeFor(priority, fullAt, Monday));
        Assert.Null(new MailRate(0, TimeSpan.FromMinutes(1)).FreeFor(priority, fullAt, Monday));
    }

    [Fact]
    public void Without_a_limit_no_mail_waits() =>
        Assert.True(new MailRate(0, TimeSpan.FromMinutes(1)).EarliestFor(MailPriority.Last, Monday + TimeSpan.FromDays(1)) < Monday);

    private static List<DateTimeOffset> Send(MailPriority priority, int mails)
    {
        var (now, fullAt) = (Monday, DateTimeOffset.UnixEpoch);
        List<DateTimeOffset> sent = [];
        while (sent.Count < mails)
        {
            if (Minute.EarliestFor(priority, fullAt) is var earliest && earliest > now)
                now = earliest;
            fullAt = Minute.Spend(fullAt, now);
            sent.Add(now);
        }

        return sent;
    }
}
