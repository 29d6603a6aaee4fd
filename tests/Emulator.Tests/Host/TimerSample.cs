using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.Emulator.Tests.Host;

internal sealed class TimerSample(Journal journal, TimeProvider time)
{
    [Function(nameof(Hourly))]
    public void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer) => Write(nameof(Hourly), timer);

    internal string Now => time.GetUtcNow().ToString("HH:mm", CultureInfo.InvariantCulture);

    private void Write(string name, TimerInfo timer) => journal.Write($"{name} {Now} {(timer.IsPastDue ? "late" : "in time")}");
}

internal sealed class TimerKinds(Journal journal, TimeProvider time)
{
    [Function(nameof(FromSetting))]
    public async Task FromSetting([TimerTrigger("%Nightly%")] TimerInfo timer)
    {
        await Task.Yield();
        journal.Write($"{time.GetUtcNow():ddd HH:mm} last {timer.ScheduleStatus?.Last:ddd} next {timer.ScheduleStatus?.Next:ddd}");
    }

    [Function(nameof(Spaced))]
    public void Spaced([TimerTrigger("10:00:00", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
        journal.Write($"spaced {time.GetUtcNow():ddd HH:mm} {timer.ScheduleStatus is null}");
}

internal sealed class FailingTimer(Journal journal)
{
    [Function(nameof(Failing))]
    public void Failing([TimerTrigger("0 0 * * * *")] TimerInfo timer)
    {
        journal.Write($"tried {timer.IsPastDue}");
        throw new InvalidOperationException("the timer's reason");
    }
}
