metadata description = 'What must not go unseen (reliability requirement D13, B5, A14). Each query looks for words that the app itself logs; a test holds them together.'

param name string
param location string
param tags { *: string }
param workspaceId string
param serviceBusId string
param queueName string
param actionGroupId string

// Worker logs arrive as AppTraces by way of the host, each function's run as a row of AppRequests. Neither is sampled (host.json).
var activities = ['AdvanceCampaign', 'LookAtTask', 'OpenApproval', 'CheckDigest', 'ApplyImportedLines', 'FailImport', 'OpenSampleTasks', 'RebuildIndexPage']

var rules = [
  {
    name: 'something-is-critical'
    says: 'The audit check found a difference, or the host cannot continue. infra/runbook.md.'
    severity: 0
    query: 'AppTraces | where SeverityLevel == 4'
    above: 0
    every: 'PT5M'
    within: 'PT5M'
  }
  {
    name: 'a-task-is-stuck'
    says: 'A task still had pending effects after three wakes (at least five minutes) and was moved to a new orchestration. infra/runbook.md.'
    severity: 1
    query: 'AppTraces | where Message has "was moved to a new orchestration"'
    above: 0
    every: 'PT5M'
    within: 'PT5M'
  }
  {
    name: 'a-look-fails'
    says: 'The effects of a task could not be applied three times within an hour. The app retries.'
    severity: 2
    query: 'AppTraces | where Message has "could not be advanced; next attempt at" or Message has "could not be applied; next attempt at" | extend task = extract("Task ([a-z0-9]+)", 1, Message) | summarize times = count() by task | where times > 2'
    above: 0
    every: 'PT15M'
    within: 'PT1H'
  }
  {
    name: 'orchestrations-lag'
    says: 'Several tasks waited more than two minutes for their orchestrations: wake-ups are lost or the backend is slow.'
    severity: 2
    query: 'AppTraces | where Message has "had pending effects for too long and was woken again" | parse Message with * "Task " task " had pending effects" * | distinct task'
    above: 4
    every: 'PT5M'
    within: 'PT5M'
  }
  {
    name: 'activities-fail'
    says: 'More than 1 % of the activities in ten minutes failed.'
    severity: 2
    query: 'AppRequests | where Name in (${join(map(activities, activity => '"${activity}"'), ', ')}) | summarize failed = countif(Success == false), all = count() | where failed > 1 and failed > all * 0.01'
    above: 0
    every: 'PT5M'
    within: 'PT10M'
  }
  {
    name: 'many-repairs'
    says: 'The reconciler had to repair more than 0.1 % of the day\'s tasks.'
    severity: 3
    // A task advances about five times in its life: when opened, when decided, when closed and at two rungs.
    query: 'let tasks = toscalar(AppRequests | where Name == "LookAtTask" | count) / 5; AppTraces | where Message has "had pending effects for too long and was woken again" | parse Message with * "Task " task " had pending effects" * | summarize repaired = dcount(task) | where repaired > 1 and repaired > tasks * 0.001'
    above: 0
    every: 'PT1H'
    within: 'P1D'
  }
  {
    name: 'mails-wait'
    says: 'A notification has waited for more than an hour: the mail quota is used up, or the mail service is unavailable. infra/runbook.md.'
    severity: 2
    query: 'AppTraces | where Message has "The oldest unsent notification was"'
    above: 0
    every: 'PT15M'
    within: 'PT15M'
  }
  {
    name: 'work-waits'
    says: 'Accepted work has been pending for more than an hour. The app retries it; the page Operation shows the cause. infra/runbook.md.'
    severity: 2
    query: 'AppTraces | where Message has "pieces of accepted work were pending"'
    above: 0
    every: 'PT15M'
    within: 'PT15M'
  }
  {
    name: 'a-dependency-is-down'
    says: 'A service that the app needs failed its health check repeatedly.'
    severity: 1
    query: 'AppTraces | where Message has "Health check of" and SeverityLevel >= 2'
    above: 2
    every: 'PT5M'
    within: 'PT15M'
  }
  {
    name: 'requests-fail'
    says: 'Requests fail with unexpected errors.'
    severity: 2
    query: 'AppTraces | where Message has "failed; request" and SeverityLevel >= 3'
    above: 5
    every: 'PT5M'
    within: 'PT10M'
  }
  {
    name: 'a-grant-did-not-end'
    says: 'A grant expired, and no task could be opened to remove it.'
    severity: 2
    query: 'AppTraces | where Message has "expired, but no task could be opened"'
    above: 0
    every: 'PT1H'
    within: 'PT1H'
  }
]

resource found 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Access Review: ${replace(rule.name, '-', ' ')}'
      description: rule.says
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.within
      // A workspace that has seen nothing yet has no such tables.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.above
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]

resource silent 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: '${name}-the-app-is-silent'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Access Review: the app is silent'
    description: 'The reconciler runs every minute, and has not for a quarter of an hour: the app is down, or its telemetry is.'
    severity: 0
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppRequests | where Name == "ReconcileTasks"'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [actionGroupId] }
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages have been dead letters for a quarter of an hour. infra/runbook.md.'
    severity: 2
    enabled: true
    scopes: [serviceBusId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: [queueName] }]
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Minimum'
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}
