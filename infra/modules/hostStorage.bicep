metadata description = 'What the Functions host keeps for itself: its leases, the deployed package and, where orchestrations are kept in storage, their hub. Nothing here is the truth.'

import { roles } from '../roles.bicep'

param name string
param location string
param tags { *: string }
param isPublic bool
param principalId string

@description('True: orchestrations are kept in this account.')
param keepsOrchestrations bool

module account 'storageAccount.bicep' = {
  params: { name: name, location: location, tags: tags, sku: 'Standard_LRS', isPublic: isPublic }
}

resource stored 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: name

  resource blobs 'blobServices' existing = {
    name: 'default'
  }
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-08-01' = {
  parent: stored::blobs
  name: 'app-package'
  properties: { publicAccess: 'None' }
  dependsOn: [account]
}

// What AzureWebJobsStorage asks for: https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
// and what Durable Functions adds: https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-configure-managed-identity
var given = union([roles.storageBlobDataOwner], keepsOrchestrations ? [roles.storageQueueDataContributor, roles.storageTableDataContributor] : [])

resource data 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in given: {
    scope: stored
    name: guid(stored.id, principalId, role)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
    dependsOn: [account]
  }
]

output accountId string = account.outputs.id
output accountName string = account.outputs.name
output packageContainer string = '${account.outputs.blobEndpoint}${packages.name}'
