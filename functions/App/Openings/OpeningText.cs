using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Openings;

/// <summary>The texts of the form that opens reviews and removals.</summary>
public static class OpeningText
{
    public static string Heading(OpeningForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return (form.Query.IsRemoval, form.Person?.DisplayName, form.Entitlement) switch
        {
            (true, { }, { }) when form.IsOwn => Say($"Give up your access to {Access(form)}"),
            (true, { } person, { }) => Say($"Request removal of {person}'s access to {Access(form)}"),
            (true, { } person, null) => Say($"Request removal of all access of {person}"),
            (true, null, _) => Say($"Request removal of everybody's access to {Access(form)}"),
            (false, { } person, { }) => Say($"Review {person}'s access to {Access(form)}"),
            (false, { } person, null) => Say($"Review all access of {person}"),
            (false, null, _) => Say($"Review everybody with access to {Access(form)}"),
        };
    }

    /// <summary>What happens after the form is sent.</summary>
    public static string Explanation(OpeningForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return (form.Query.IsRemoval, form.IsOwn) switch
        {
            (true, true) => Say($"Another person confirms the removal. You keep the access until then."),
            (true, false) => Say($"Another person confirms each removal. The access stays until then."),
            (false, _) => Say($"A reviewer keeps or removes each access. Nothing changes until then."),
        };
    }

    /// <summary>Why the form cannot be sent; null: it can.</summary>
    public static string? Obstacle(OpeningForm form) => form switch
    {
        { CanBeSent: true } => null,
        { Count: 0, Person: null } => Say($"Nobody has this access at present."),
        { Count: 0, Entitlement: null } => Say($"{form.Person.DisplayName} has no access."),
        { Count: 0 } => Say($"{form.Person.DisplayName} does not have this access."),
        { IsTooMany: true } => Say($"This would open {form.Count:N0} tasks. One form opens at most {AccessOpening.MaxTasks}. Use the API to open them in parts."),
        _ => Say($"A task is already open for each access listed here."),
    };

    public static string Button(OpeningForm form) => (form.Query.IsRemoval, form.IsOwn, form.Count) switch
    {
        (true, true, 1) => Say($"Give up access"),
        (true, _, 1) => Say($"Request removal"),
        (true, _, _) => Say($"Request removals"),
        (false, _, 1) => Say($"Start review"),
        (false, _, _) => Say($"Start reviews"),
    };

    public static string WhoDecides(OpeningForm form) => form.Query.IsRemoval ? Say($"Who confirms") : Say($"Who reviews");

    /// <summary>The expected assignees of a line, step by step.</summary>
    public static string Assignees(OpeningLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.Steps.Any(step => step.IsConfirmedAtOnce))
            return Say($"Confirmed automatically");
        var steps = line.Steps.Where(step => step.Applies).Select(step => People(step, line.Names)).ToList();
        return steps.Skip(1).Aggregate(steps.FirstOrDefault() ?? "", (before, step) => Say($"{before}, then {step}"));
    }

    private static string People(ForeseenStep step, PersonNames names) => step.Assignees.Count == 0
        ? Say($"Nobody can be assigned at present. An administrator must assign the task.")
        : PeopleText.Any([.. step.Assignees.Select(assignee => names.Of(assignee.User))]);

    private static string Access(OpeningForm form) => Say($"{form.Entitlement!.Name} ({form.AppName})"); // Called only with an entitlement.
}
