namespace AccessReview.Domain.Campaigns;

/// <summary>How the dates of a template's runs are found.</summary>
public enum RecurrenceKind
{
    /// <summary>Runs begin at the times of a cron expression.</summary>
    Cron,

    /// <summary>Runs begin on one day of each month, or on the last day of a shorter month.</summary>
    MonthEnds,

    /// <summary>Runs end some working days before each quarter ends.</summary>
    QuarterEnds,
}

/// <summary>Why a recurrence is not valid.</summary>
public enum RecurrenceFault
{
    CronMissing,
    DayOutOfRange,
    WorkingDaysOutOfRange,

    /// <summary>A setting belongs to another kind of recurrence.</summary>
    OtherKind,
}

/// <summary>When a template creates campaigns. Days and times are in the template's time zone.</summary>
/// <param name="Kind">cron, monthEnds or quarterEnds.</param>
/// <param name="Cron">For cron: minute, hour, day of the month, month, day of the week.</param>
/// <param name="Day">For monthEnds: the day of the month, from 1 to 31. In a shorter month it is the last day. By default 31.</param>
/// <param name="WorkingDaysBefore">For quarterEnds: how many working days before the last day of the quarter the campaign ends. By default 10. Holidays count as working days.</param>
public sealed record CampaignRecurrence(RecurrenceKind Kind, string? Cron = null, int? Day = null, int? WorkingDaysBefore = null)
{
    public const int LastDay = 31;
    public const int UsualWorkingDays = 10;
    public const int MaxWorkingDays = 60;

    /// <summary>Returns why no template can have it; null: it can. The caller checks the cron expression itself.</summary>
    public RecurrenceFault? FindFault()
    {
        if ((Kind == RecurrenceKind.Cron) != (Cron is not null))
            return Kind == RecurrenceKind.Cron ? RecurrenceFault.CronMissing : RecurrenceFault.OtherKind;
        if ((Day is not null && Kind != RecurrenceKind.MonthEnds) || (WorkingDaysBefore is not null && Kind != RecurrenceKind.QuarterEnds))
            return RecurrenceFault.OtherKind;
        if (Day is < 1 or > LastDay)
            return RecurrenceFault.DayOutOfRange;
        return WorkingDaysBefore is < 0 or > MaxWorkingDays ? RecurrenceFault.WorkingDaysOutOfRange : null;
    }
}
