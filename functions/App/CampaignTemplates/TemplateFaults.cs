using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>A setting of a template that is not valid.</summary>
/// <param name="Pointer">Where it is in the body, as a JSON pointer.</param>
/// <param name="Code">A stable code for programs.</param>
/// <param name="Detail">What is wrong, and what is accepted.</param>
public sealed record TemplateFault(string Pointer, string Code, string Detail);

/// <summary>Finds what is wrong with a template before it is stored.</summary>
public sealed class TemplateFaults(DirectoryFactsReader directory, TimeProvider clock)
{
    /// <summary>All that is wrong, each with its place; empty: nothing.</summary>
    internal async Task<IReadOnlyList<TemplateFault>> FindAsync(CampaignTemplateRequest content, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<TemplateFault> faults = [];
        if (content.Plan.Due is not null)
            faults.Add(new("/plan/due", "due_not_allowed", Say($"A template has no due date. It has a number of days.")));
        if (content.Plan.Name.Trim().Length > TemplateRules.MaxCampaignNameCharacters)
            faults.Add(new("/plan/name", "text_too_long", Say($"The name has at most {TemplateRules.MaxCampaignNameCharacters} characters, because the due day is added to it.")));
        if (!TemplateRules.IsDuration(content.DurationDays))
            faults.Add(new("/durationDays", "days_out_of_range", Say($"The number of days must be from 1 to {TemplateRules.MaxDays}.")));
        else
            faults.AddRange(await OfPlanAsync(content, now, cancellationToken));
        if (OfRecurrence(content, now) is { } wrong)
            faults.Add(wrong);
        if (OfStart(content) is { } late)
            faults.Add(late);
        return faults;
    }

    /// <summary>The problem that lists them.</summary>
    internal static ProblemException ProblemOf(IReadOnlyList<TemplateFault> faults) => new(
        StatusCodes.Status400BadRequest, "invalid_template", Say($"The template is not valid."), faults[0].Detail, new Dictionary<string, object?> { ["faults"] = faults });

    private async Task<IReadOnlyList<TemplateFault>> OfPlanAsync(CampaignTemplateRequest content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        CampaignPlan plan;
        try
        {
            plan = content.ToPlan(content.DayOf(now).AddDays(content.DurationDays));
        }
        catch (ProblemException wrong)
        {
            return [new TemplateFault(wrong.Code == "unknown_time_zone" ? "/plan/timeZone" : "/plan", wrong.Code, wrong.Sentence)];
        }

        List<TemplateFault> faults = [];
        if (plan.Cleaned().FindFault(now) is { } fault)
            faults.Add(Of(fault));
        if (!CampaignTable.Allows(CampaignAction.Start, await directory.RolesOfAsync(plan.Owner, cancellationToken)))
            faults.Add(Of(CampaignRefusal.OwnerNotAllowed));
        return faults;
    }

    private static TemplateFault Of(CampaignRefusal why) => new(PointerOf(why), CampaignProblems.Of(why, null).Code, CampaignText.Why(why));

    private static string PointerOf(CampaignRefusal why) => why switch
    {
        CampaignRefusal.NameMissing or CampaignRefusal.TextTooLong => "/plan/name",
        CampaignRefusal.ReviewersMissing => "/plan/reviewers",
        CampaignRefusal.GuardOutOfRange => "/plan/guard",
        CampaignRefusal.DaysOutOfRange => "/plan/scope",
        CampaignRefusal.WrongDecision => "/plan/reasonRequiredFor",
        CampaignRefusal.OwnerNotAllowed => "/plan/owner",
        CampaignRefusal.DuePassed => "/durationDays",
        _ => "/plan",
    };

    private static TemplateFault? OfRecurrence(CampaignTemplateRequest content, DateTimeOffset now)
    {
        if (content.Recurrence is not { } recurrence)
            return null;
        return recurrence.FindFault() switch
        {
            RecurrenceFault.CronMissing => new("/recurrence/cron", "cron_missing", Say($"Enter a cron expression with five fields, such as {"0 8 1 */3 *"}.")),
            RecurrenceFault.DayOutOfRange => new("/recurrence/day", "day_out_of_range", Say($"The day of the month must be from 1 to {CampaignRecurrence.LastDay}.")),
            RecurrenceFault.WorkingDaysOutOfRange =>
                new("/recurrence/workingDaysBefore", "days_out_of_range", Say($"The number of working days must be from 0 to {CampaignRecurrence.MaxWorkingDays}.")),
            RecurrenceFault.OtherKind => new("/recurrence", "other_kind", Say($"A setting belongs to another kind of schedule.")),
            _ => OfDates(content, recurrence, now),
        };
    }

    private static TemplateFault? OfDates(CampaignTemplateRequest content, CampaignRecurrence recurrence, DateTimeOffset now)
    {
        if (recurrence.Kind == RecurrenceKind.Cron && TemplateDates.Parse(recurrence.Cron) is null)
            return new("/recurrence/cron", "bad_cron", Say($"Enter a cron expression with five fields, such as {"0 8 1 */3 *"}."));
        if (!TemplateRules.IsDuration(content.DurationDays))
            return null;
        if (TemplateDates.Next(content, now).Count == 0)
            return new("/recurrence/cron", "no_date", Say($"This schedule has no date."));
        return TemplateDates.IsTooOften(content, now) ? new("/recurrence/cron", "too_often", Say($"Campaigns must be at least one day apart.")) : null;
    }

    private static TemplateFault? OfStart(CampaignTemplateRequest content)
    {
        if (content.StartAfterDays is not { } days)
            return null;
        if (content.Recurrence is null)
            return new("/startAfterDays", "no_schedule", Say($"Only campaigns of a schedule start without a person."));
        return TemplateRules.IsStart(days, content.DurationDays) ? null : new("/startAfterDays", "days_out_of_range", Say($"The campaign must start before it ends."));
    }
}
