metadata description = 'The managed backend of the orchestrations: a scheduler with one task hub.'

import { roles } from '../roles.bicep'

param name string
param location string
param tags { *: string }

@description('Consumption is paid by the action; Dedicated by the capacity unit.')
param skuName string

@description('Capacity units; of Dedicated only.')
param capacity int

param isPublic bool
param principalId string

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list lets nobody in. Who comes in still needs a role: there are no keys.
    ipAllowlist: isPublic ? ['0.0.0.0/0'] : []
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    sku: skuName == 'Dedicated' ? { name: 'Dedicated', capacity: capacity } : { name: skuName }
  }

  // The app purges what has ended after 30 days; the scheduler, what that overlooks. Consumption keeps nothing longer.
  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: { retentionPolicies: [{ retentionPeriodInDays: 30 }] }
  }

  resource hub 'taskHubs' = {
    name: 'access-review'
  }
}

// Starting, waking and reading orchestrations as well as running them: "Durable Task Worker" can only run them.
resource orchestrations 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::hub
  name: guid(scheduler::hub.id, principalId, roles.durableTaskDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
  }
}

output id string = scheduler.id
output endpoint string = scheduler.properties.endpoint
output hubName string = scheduler::hub.name
output dashboard string = scheduler::hub.properties.dashboardUrl
