using AccessReview.App.Campaigns;
using AccessReview.App.Directory;
using AccessReview.App.Policies;
using AccessReview.App.Tasks;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.EvidencePacks;

/// <summary>An item's evidence, and the histories that it comes from.</summary>
internal sealed record ReadItem(ItemEvidence Item, IReadOnlyList<TaskRecord> Tasks, string Recorded);

/// <summary>A task with its history as it is stored.</summary>
internal sealed record TaskRecord(ReviewTask Task, IReadOnlyList<RecordedEvent> Events);

/// <summary>Reads what is known of an item: its task's history, and the tasks that remove the access.</summary>
public sealed class ItemEvidenceReader(
    TaskStore tasks, TaskIndex index, DirectoryStore directory, DirectoryFactsReader facts, PolicyResolver policies, GrantOriginReader origins, TimeProvider clock)
{
    internal async Task<ReadItem> ReadAsync(Campaign campaign, CampaignItem item, string recorded, CampaignSignOffs signOffs, CancellationToken cancellationToken)
    {
        var (frozen, progress) = (item.Frozen, item.Progress);
        var review = progress.Task is null ? null : await LoadAsync(frozen.Task, cancellationToken);
        var removals = await RemovalTasksAsync(progress, cancellationToken);
        var known = await facts.ReadAsync(frozen.Subject, [], cancellationToken);
        var grant = known.Access?.Grant;
        var granted = await origins.FindAsync(frozen.Grant, cancellationToken);
        var names = await CampaignNames.ReadAsync(directory, [.. progress.Reviewers.Select(reviewer => (UserId?)reviewer), .. (progress.Decisions ?? []).Select(one => (UserId?)one.By), progress.DecidedBy], cancellationToken);
        var decision = review is null || progress.DecidedBy is null ? null : await DecisionOfAsync(review, frozen, known, granted, names, signOffs, cancellationToken);
        var evidence = new ItemEvidence
        {
            Position = item.Position,
            Id = frozen.Id,
            Person = PersonOf(frozen),
            Access = AccessOf(frozen) with { GrantedBy = granted, AccountStatus = frozen.Account?.Status, AccountLastUsedAt = frozen.Account?.LastUsedAt },
            AppearedAt = progress.AppearedAt,
            Changes = progress.Changes,
            RecordedAt = frozen.At,
            State = progress.State,
            Outcome = progress.Outcome,
            EndedAt = progress.State == ItemState.Done ? progress.EndedAt : null,
            Task = review?.Task.Number,
            OpenedAt = review?.Task.OpenedAt,
            TaskHead = review?.Events[^1].Hash,
            Reviewers = [.. progress.Reviewers.Select(names.View)],
            ReviewersOfRecord = review?.Events.Select(one => one.Event).OfType<TaskEvent.StepStarted>().FirstOrDefault(started => !review.Task.Policy.Steps[started.Step].AsksHolder()) is { } first ? [.. first.Assignees.Select(assignee => assignee.User)] : [],
            Policy = review?.Task.Policy.Id,
            Asked = review is null ? [] : AskedTrail.Of(review),
            NeedsAttention = progress.NeedsAttention,
            Trail = [.. ChosenBefore(progress), .. review is null ? [] : DecisionTrail.AssignmentsOf(review)],
            Reminders = review is null ? [] : [.. review.Events.Select(one => one.Event).OfType<TaskEvent.Reminded>().Select(reminded => reminded.At)],
            Decision = decision,
            Stages = review is null || progress.Decisions is null ? null : DecisionTrail.StagesOf(review, names, signOffs),
            Staging = review is null ? [] : [.. StagingLine.Of(review)],
            Silence = progress.Silence,
            Removal = RemovalEvidenceReader.Of(campaign, progress, [.. removals.Select(record => record.Task)], grant, decision, clock.GetUtcNow()),
            AccessNow = grant?.State,
        };
        return new ReadItem(evidence, [.. new[] { review }.OfType<TaskRecord>(), .. removals], recorded);
    }

    private async Task<DecisionEvidence?> DecisionOfAsync(
        TaskRecord review, FrozenItem frozen, DirectoryFacts known, GrantTaskEvidence? granted, CampaignNames names, CampaignSignOffs signOffs, CancellationToken cancellationToken)
    {
        if (DecisionTrail.Of(review, names, signOffs) is not { } decision)
            return null;
        var provisioning = await policies.ResolveAsync(TaskKind.Provisioning, PolicySubject.Of(frozen.Subject), cancellationToken);
        var provisioners = Provisioners.Of(provisioning, frozen.Subject, known, clock.GetUtcNow());
        return decision with { IsProvisioner = granted?.DoneBy == decision.By.Id || provisioners.Contains(decision.By.Id) };
    }

    /// <summary>The reviewer whom the owner chose before the campaign started.</summary>
    private static IEnumerable<TrailLine> ChosenBefore(ItemProgress progress)
    {
        if (progress.Assigned is { } chosen)
            yield return new TrailLine(chosen.At, "reviewerChosen", chosen.By, [chosen.To], chosen.Reason);
    }

    private async Task<TaskRecord?> LoadAsync(TaskId id, CancellationToken cancellationToken)
    {
        var events = await tasks.RecordedEventsAsync(id, cancellationToken).ToListAsync(cancellationToken);
        return events.Count == 0 ? null : new TaskRecord(ReviewTask.Fold(events.Select(one => one.Event)), events);
    }

    private static PersonEvidence PersonOf(FrozenItem frozen) => frozen.Person is { } person
        ? new PersonEvidence(frozen.Subject.User, person.Name, person.Title, person.Department, person.Manager, person.EmploymentType, person.IsActive, person.StartDate, person.EndDate)
        : new PersonEvidence(frozen.Subject.User, frozen.Subject.UserName, null, null, null, null, null, null, null);

    private static AccessEvidence AccessOf(FrozenItem frozen)
    {
        var (subject, grant) = (frozen.Subject, frozen.Grant);
        return new AccessEvidence(
            subject.App,
            subject.AppName,
            subject.Entitlement,
            subject.EntitlementName,
            subject.Account,
            subject.Login,
            subject.AccountType,
            frozen.Permits,
            subject.Risk,
            frozen.IsPrivileged,
            subject.IsProtected ?? false,
            frozen.Tags,
            grant.Since,
            grant.Until,
            grant.Origin,
            grant.Through,
            grant.LastUsedAt,
            grant.LastCertifiedAt,
            grant.LastCertifiedBy)
        {
            CertifiedUntil = grant.CertifiedUntil,
            Change = frozen.Delta?.Change,
            Changed = frozen.Delta?.Changed ?? [],
            Path = subject.Through,
        };
    }

    /// <summary>The tasks that remove the access, oldest first. Items of earlier builds name only the first.</summary>
    private async Task<IReadOnlyList<TaskRecord>> RemovalTasksAsync(ItemProgress progress, CancellationToken cancellationToken)
    {
        List<TaskId> ids = [];
        if (progress.Removal is { } first)
            ids.AddRange([first, TaskId.Derive(first.Value, nameof(TaskKind.Deprovisioning))]);
        foreach (var task in progress.Removing?.Tasks ?? [])
        {
            if (await index.FindAsync(task.Number, cancellationToken) is { } id)
                ids.Add(id);
        }

        List<TaskRecord> records = [];
        foreach (var id in ids.Distinct())
        {
            if (await LoadAsync(id, cancellationToken) is { } record)
                records.Add(record);
        }

        return [.. records.OrderBy(record => record.Task.Number)];
    }
}
