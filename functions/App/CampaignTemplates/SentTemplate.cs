using System.Globalization;
using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.CampaignTemplates;

/// <summary>The form of a template, as the user sent it. The names of its members are those of the fields.</summary>
public sealed record SentTemplate
{
    /// <summary>The name of a new template.</summary>
    public string? Template { get; private init; }

    /// <summary>The fields that a campaign has too, and the fault of any field.</summary>
    public SentCampaign Plan { get; private init; } = new();

    public string? Duration { get; private init; } = Number(TemplateRules.UsualDays);

    public string? Owner { get; private init; }

    public string? Zone { get; private init; }

    public RecurrenceKind? Kind { get; private init; }

    public string? Cron { get; private init; }

    public string? Day { get; private init; } = Number(CampaignRecurrence.LastDay);

    public string? WorkingDays { get; private init; } = Number(CampaignRecurrence.UsualWorkingDays);

    public string? StartAfter { get; private init; }

    /// <summary>The version that was edited. Another one meanwhile is not overwritten.</summary>
    public string? Version { get; private init; } = "0";

    public static SentTemplate New(Caller caller) => new() { Owner = caller.User.Email, Zone = caller.User.TimeZone };

    /// <summary>The form filled with a stored template.</summary>
    public static async Task<SentTemplate> OfAsync(TemplateVersion version, DirectoryStore directory, CancellationToken cancellationToken)
    {
        var content = version.Content;
        return new SentTemplate
        {
            Plan = SentCampaign.Of(content.Plan),
            Duration = Number(content.DurationDays),
            Owner = content.Plan.Owner is { } owner ? (await directory.FindUserAsync(owner, cancellationToken))?.Email ?? owner.Value : null,
            Zone = content.Plan.TimeZone,
            Kind = content.Recurrence?.Kind,
            Cron = content.Recurrence?.Cron,
            Day = Number(content.Recurrence?.Day ?? CampaignRecurrence.LastDay),
            WorkingDays = Number(content.Recurrence?.WorkingDaysBefore ?? CampaignRecurrence.UsualWorkingDays),
            StartAfter = content.StartAfterDays is { } days ? Number(days) : null,
            Version = Number(version.Version),
        };
    }

    public static SentTemplate Of(IFormCollection form) => new()
    {
        Template = form.ReadText("template")?.Trim(),
        Plan = SentCampaign.Of(form),
        Duration = form.ReadText("duration")?.Trim(),
        Owner = form.ReadText("owner")?.Trim(),
        Zone = form.ReadText("zone")?.Trim(),
        Kind = form.ReadEnum<RecurrenceKind>("kind"),
        Cron = form.ReadText("cron")?.Trim(),
        Day = form.ReadText("day")?.Trim(),
        WorkingDays = form.ReadText("working")?.Trim(),
        StartAfter = form.ReadText("startAfter")?.Trim(),
        Version = form.ReadText("version"),
    };

    public SentTemplate With(string field, string sentence) => this with { Plan = Plan.With(field, sentence) };

    /// <summary>The form with the first fault at its field.</summary>
    public SentTemplate With(TemplateFault fault) => With(FieldOf(fault.Pointer), fault.Detail);

    /// <summary>The template that the form stands for; with a fault instead, if a field cannot be read.</summary>
    public async Task<(CampaignTemplateRequest? Content, SentTemplate Sent)> ReadAsync(DirectoryStore directory, CancellationToken cancellationToken)
    {
        var (plan, sent) = await Plan.ReadPlanAsync(directory, cancellationToken);
        if (plan is null)
            return (null, this with { Plan = sent });
        if (!TryNumber(Duration, out var duration) || duration is null)
            return (null, With("duration", Say($"Enter a whole number.")));
        if (!TryNumber(Day, out var day))
            return (null, With("day", Say($"Enter a whole number.")));
        if (!TryNumber(WorkingDays, out var working))
            return (null, With("working", Say($"Enter a whole number.")));
        if (!TryNumber(StartAfter, out var start))
            return (null, With("startAfter", Say($"Enter a whole number.")));
        var owner = Owner is null ? null : await directory.FindUserByEmailAsync(Owner, cancellationToken) ?? await directory.FindUserAsync(UserId.From(Owner), cancellationToken);
        if (owner is null)
            return (null, With("owner", Say($"{Owner} is not in the directory. Enter an email address or an id.")));
        return (new CampaignTemplateRequest(plan with { Owner = owner.Id, TimeZone = Zone }, duration.Value, RecurrenceOf(day, working), Kind is null ? null : start), this);
    }

    /// <summary>Fields of other kinds are in the form too, but mean nothing.</summary>
    private CampaignRecurrence? RecurrenceOf(int? day, int? working) => Kind is not { } kind ? null : kind switch
    {
        RecurrenceKind.Cron => new(RecurrenceKind.Cron, Cron),
        RecurrenceKind.MonthEnds => new(RecurrenceKind.MonthEnds, Day: day),
        RecurrenceKind.QuarterEnds => new(RecurrenceKind.QuarterEnds, WorkingDaysBefore: working),
    };

    private static string FieldOf(string pointer) => pointer switch
    {
        "/durationDays" => "duration",
        "/startAfterDays" => "startAfter",
        "/recurrence/day" => "day",
        "/recurrence/workingDaysBefore" => "working",
        "/plan/owner" => "owner",
        "/plan/timeZone" => "zone",
        "/plan/reviewers" => "reviewers",
        "/plan/guard" => "maxRemovals",
        "/plan/scope" => "unused",
        _ => pointer.StartsWith("/recurrence", StringComparison.Ordinal) ? "cron" : "name",
    };

    private static bool TryNumber(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrEmpty(text))
            return true;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read);
        number = read;
        return isNumber;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
