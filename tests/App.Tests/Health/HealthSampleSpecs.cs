using AccessReview.App.Email;
using AccessReview.App.Health;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Health;

/// <summary>Each half hour one sample of the queue and of sent mails is taken, and two days of samples are kept.</summary>
public sealed class HealthSampleSpecs
{
    private static readonly TimeSpan Half = HealthSamples.Interval;

    [Fact]
    public async Task Every_half_hour_has_one_sample_with_the_mails_sent_since_the_sample_before()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.AdvanceAsync(Half);
        var before = (await SamplesAsync(app))[^1];

        await SendAsync(app, "a", 3);
        await app.AdvanceAsync(Half);
        await app.AdvanceAsync(Half);
        await SendAsync(app, "b", 2);
        await app.AdvanceAsync(Half);

        var samples = (await SamplesAsync(app)).Where(sample => sample.At > before.At).ToList();
        Assert.Equal([(before.At + Half, 3), (before.At + (2 * Half), 0), (before.At + (3 * Half), 2)], samples.Select(sample => (sample.At, sample.Sent)));
        Assert.All(samples, sample => Assert.Equal(0, sample.Waiting));
        Assert.Empty(await app.Get<SentMails>().ReadAsync(100, CancellationToken.None));
    }

    [Fact]
    public async Task A_sample_counts_the_notifications_that_wait()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Email:PerMinute=0", "Email:PerHour=2");
        await SendAsync(app, "late", 12);

        // The app is at rest: a notification that is put off just now would be in the queue twice, as it was taken and for later.
        await app.Get<HealthSamples>().TakeAsync(TestContext.Current.CancellationToken);

        var sample = (await SamplesAsync(app))[^1];
        Assert.Equal(10, sample.Waiting);
        Assert.False(sample.IsMore);
    }

    [Fact]
    public async Task Mails_of_other_processes_and_of_failed_samples_are_counted_once()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.AdvanceAsync(Half);
        var (samples, other) = (app.Get<HealthSamples>(), new SentMails(app.Get<AppTables>(), app.Get<TimeProvider>()));
        for (var mail = 0; mail < 5; mail++)
            await other.CountAsync(CancellationToken.None);
        await other.WriteAsync(CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => samples.TakeAsync(CancellationToken.None)));
        await app.AdvanceAsync(Half);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => samples.TakeAsync(CancellationToken.None)));
        await app.AdvanceAsync(Half);

        Assert.Equal(5, (await SamplesAsync(app)).Sum(sample => sample.Sent));
    }

    [Fact]
    public async Task Two_days_of_samples_are_kept_and_samples_are_missing_for_the_time_in_which_the_app_did_not_run()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        for (var hour = 0; hour < 10; hour++)
            await app.AdvanceAsync(TimeSpan.FromHours(6));

        var samples = await SamplesAsync(app);
        Assert.Equal(96, samples.Count);
        Assert.Equal(samples[0].At + (95 * Half), samples[^1].At);
        Assert.Equal(96, await app.Tables.GetTableClient("Samples").QueryAsync<TableEntity>().CountAsync());

        // A jump runs each timer once.
        await app.AdvanceAsync(TimeSpan.FromDays(1));
        var after = (await SamplesAsync(app)).Where(sample => sample.At > samples[^1].At).ToList();
        Assert.True(after.Count < 10);
    }

    private static async Task SendAsync(TheApp app, string name, int count)
    {
        for (var number = 0; number < count; number++)
            await app.Get<Mailer>().SendAsync(new MailToSend("bob@example.test", $"Mail {number}", "<p>", "text", $"{name}-{number}"), TestContext.Current.CancellationToken);
        await app.RestAsync();
    }

    private static Task<IReadOnlyList<HealthSample>> SamplesAsync(TheApp app) => app.Get<HealthSamples>().ReadAsync(TestContext.Current.CancellationToken);
}
